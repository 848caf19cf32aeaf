"""The store for machines: SPARQL, REST and linked data over HTTP."""
