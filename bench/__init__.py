"""What Verbanden costs, measured beside its peers; `python bench/run.py` measures it all."""
