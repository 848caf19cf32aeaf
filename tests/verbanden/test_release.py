"""A release is published whole or not at all, is the same every time, and tells what is broken."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.verbanden.records import day, small_sources, version
from verbanden import release as releases
from verbanden.assemble import Gelezen, Samenstel, assemble
from verbanden.build import build_release, needed_files
from verbanden.dumps import NQUADS
from verbanden.errors import ReleaseError
from verbanden.model import Afwijzing, Plaats
from verbanden.namespaces import PROJECT, Iris
from verbanden.release import MANIFEST, SUMS, Release, check, open_release, publish, seal, workplace

ROOT = Path(__file__).parents[2]
DATE = "2024-05-01"


def other(sources: list[Gelezen]) -> list[Gelezen]:
    """The same sources with one arrangement more."""
    roo = sources[0]
    return [replace(roo, regelingen=[*roo.regelingen, version("900", "2023", None, "ABE")]), *sources[1:]]


@pytest.fixture(scope="module")
def small() -> Samenstel:
    return assemble(small_sources(), Iris())


@pytest.fixture(scope="module")
def published(small: Samenstel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    build_release(home, PROJECT, small)
    return home


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    """A home of its own with a small release in it."""
    place = tmp_path / "home"
    shutil.copytree(published, place, symlinks=True)
    return place


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def folder_of(home: Path, text: str) -> tuple[Path, str]:
    """Write and seal a release by hand, of one file."""
    place = home / "releases" / f".bouw-{os.getpid()}"
    place.mkdir(parents=True)
    (place / "a.txt").write_text(text)
    return place, seal(place, {"datum": DATE, "basisIri": PROJECT, "bronnen": []})


# --- Published whole or not at all --------------------------------------------------------------------


def test_a_build_killed_at_any_moment_leaves_the_previous_release_serving(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.verbanden.killed", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) > 30
    assert {t["current"] for t in told} == {DATE, "2024-06-01"}
    turned = next(t["step"] for t in told if t["current"] != DATE)
    for t in told:
        assert (t["current"] == DATE) == (t["step"] < turned), "it turns once"
        assert t["wrong"] == []
        assert t.get("quads", 1001) > 1000
        assert t.get("after", "2024-06-01") == "2024-06-01", "the next build comes through"
        assert t.get("left", []) == [], "and throws away what was left"


def half_a_build(home: Path) -> None:
    with workplace(home) as folder:
        (folder / "half.txt").write_text("half")
        raise RuntimeError("het lukt niet")


def test_a_build_that_fails_leaves_nothing(home: Path) -> None:
    with pytest.raises(RuntimeError, match="het lukt niet"):
        half_a_build(home)
    assert [path.name for path in (home / "releases").iterdir()] == [DATE]
    assert open_release(home).naam == DATE


def test_what_killed_builds_left_is_thrown_away_and_what_runs_is_not(home: Path) -> None:
    dead, strange = home / "releases" / ".bouw-dood", home / "releases" / f".bouw-{os.getpid()}"
    for folder in (dead, strange):
        folder.mkdir()
        (folder / "half.txt").write_text("half")
    (home / "releases" / ".bouw-dood.lock").touch()
    (home / "releases" / ".bouw-los.lock").touch()
    (home / ".current-dood").symlink_to("releases/nergens")
    with workplace(home) as alive:
        (alive / "half.txt").write_text("half")
        with workplace(home) as other_one:
            assert (alive / "half.txt").exists(), "another build may be at work"
            hidden = {path.name for path in home.rglob(".*")}
            assert hidden == {name for f in (alive, other_one) for name in (f.name, f"{f.name}.lock")}
    assert not list(home.rglob(".*"))


def test_builds_with_the_same_process_id_do_not_touch_each_other(
    home: Path, small: Samenstel, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in containers that share a volume: in each of them the build is process 1.
    monkeypatch.setattr(os, "getpid", lambda: 1)
    with workplace(home) as one:
        (one / "half.txt").write_text("half")
        made = build_release(home, PROJECT, assemble(other(small_sources()), Iris()))
        assert [path.name for path in one.iterdir()] == ["half.txt"]
    assert check(made) == []
    assert build_release(home, PROJECT, small).naam == DATE


def test_a_lock_that_was_swept_before_it_was_taken_is_not_built_on(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, flock = [], fcntl.flock

    def swept_once(handle: int, operation: int) -> None:
        if not taken:
            for lock in (home / "releases").glob(".bouw-*.lock"):
                lock.unlink()
        taken.append(handle)
        flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", swept_once)
    with workplace(home) as folder:
        assert folder.with_name(f"{folder.name}.lock").exists()
    assert len(taken) == 2
    assert not list(home.rglob(".*"))


def test_a_published_folder_can_be_read_by_whom_the_umask_lets(home: Path) -> None:
    plain = home / "gewoon"
    plain.mkdir()
    assert open_release(home).pad.stat().st_mode == plain.stat().st_mode


def test_seal_refuses_a_folder_that_lacks_a_dump(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=NQUADS) as refused:
        seal(tmp_path, {"datum": DATE}, needed_files())
    assert "niet heel" in refused.value.nl
    assert not list(tmp_path.iterdir())


def test_a_release_holds_what_it_needs(home: Path) -> None:
    assert needed_files() == set(open_release(home).manifest["bestanden"])


def test_publish_refuses_what_changed_after_it_was_sealed(tmp_path: Path) -> None:
    folder, digest = folder_of(tmp_path, "a")
    (folder / "a.txt").write_text("b")
    with pytest.raises(ReleaseError, match="changed while it stood ready"):
        publish(tmp_path, folder, day(DATE), digest)
    assert not (tmp_path / "current").exists()


def test_the_catalogue_of_other_content_of_the_same_date_names_another_dataset(home: Path) -> None:
    made = build_release(home, PROJECT, assemble(other(small_sources()), Iris()))
    found = [
        set(re.findall(r"<[^>]*distributie/[^>]*>", (r.pad / "catalogus.ttl").read_text()))
        for r in (made, open_release(home, DATE))
    ]
    assert all(found)
    assert not found[0] & found[1]


def test_a_release_with_violations_of_our_own_making_is_refused(home: Path) -> None:
    sources = small_sources()
    sources[0].regelingen[0] = replace(sources[0].regelingen[0], rechtsvorm="stichting-van-niets")
    with pytest.raises(ReleaseError) as refused:
        build_release(home, PROJECT, assemble(sources, Iris()))
    assert refused.value.nl.startswith("release geweigerd")
    assert refused.value.en.startswith("release refused")
    assert "stichting-van-niets" in refused.value.nl
    assert open_release(home).naam == DATE
    assert not list((home / "releases").glob(".*"))


# --- The same every time ------------------------------------------------------------------------------


def test_the_same_content_gives_the_same_folder_and_the_same_bytes(home: Path, tmp_path: Path) -> None:
    before = content(open_release(home).pad)
    again = build_release(home, PROJECT, assemble(small_sources(), Iris()))
    assert again.naam == DATE
    assert [p.name for p in (home / "releases").iterdir()] == [DATE]
    elsewhere = build_release(tmp_path / "elders", PROJECT, assemble(small_sources(), Iris()))
    assert content(elsewhere.pad) == before


def test_another_process_with_another_hash_seed_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.verbanden.records import *; "
        "from verbanden.assemble import assemble; from verbanden.build import build_release; "
        "build_release(Path(sys.argv[1]), sys.argv[2], assemble(small_sources(), Iris()))"
    )
    for seed in ("1", "2"):
        command = [sys.executable, "-c", script, str(tmp_path / seed), PROJECT]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        assert content(open_release(tmp_path / seed).pad) == content(open_release(home).pad)


def test_other_content_of_the_same_date_gets_a_suffix_from_its_hash(home: Path) -> None:
    made = build_release(home, PROJECT, assemble(other(small_sources()), Iris()))
    assert made.naam.startswith(f"{DATE}-")
    assert made.datum == date.fromisoformat(DATE)
    assert open_release(home).naam == made.naam
    assert check(open_release(home, DATE)) == [], "the first one is kept"


def test_building_the_first_content_again_points_back_to_it(home: Path, small: Samenstel) -> None:
    build_release(home, PROJECT, assemble(other(small_sources()), Iris()))
    assert build_release(home, PROJECT, small).naam == DATE
    assert open_release(home).naam == DATE


def test_a_broken_release_is_not_taken_for_the_same_content(home: Path, small: Samenstel) -> None:
    (home / "releases" / DATE / "organisaties.csv.gz").write_bytes(b"x")
    made = build_release(home, PROJECT, small)
    assert made.naam.startswith(f"{DATE}-")
    assert check(made) == []
    again = build_release(home, PROJECT, small)
    assert again.naam == made.naam


def test_a_place_taken_by_something_else_is_passed_over(tmp_path: Path) -> None:
    folder, digest = folder_of(tmp_path, "a")
    for name in (DATE, f"{DATE}-{digest[:8]}"):
        (tmp_path / "releases" / name).mkdir()
        (tmp_path / "releases" / name / "vreemd").write_text("")
    assert publish(tmp_path, folder, day(DATE), digest).naam == f"{DATE}-{digest[:8]}-2"


def test_the_date_is_that_of_the_newest_source() -> None:
    sources = small_sources()
    sources[1] = replace(sources[1], opname=replace(sources[1].opname, datum=day("2024-07-01")))
    assert assemble(sources, Iris()).datum == day("2024-07-01")


# --- What a release tells of itself -------------------------------------------------------------------


def test_the_manifest_counts_what_is_in_the_dump(home: Path) -> None:
    found = open_release(home)
    assert len(found.store()) == found.manifest["quads"]
    assert set(found.manifest["graven"]) == set(found.store().named_graphs())
    assert found.manifest["tellingen"]["samenwerkingsverbanden"] == 4
    assert found.manifest["tellingen"]["inWerking"] == 3
    assert found.base_iri == PROJECT


def test_the_manifest_names_each_file_and_the_sums_agree(home: Path) -> None:
    found = open_release(home)
    names = {path.name for path in found.pad.iterdir()}
    assert set(found.manifest["bestanden"]) == names - {MANIFEST, SUMS}
    ran = subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=found.pad, check=False)
    assert ran.returncode == 0


def test_the_manifest_tells_the_coverage_of_each_source(home: Path) -> None:
    coverage = {d.bron: d for d in open_release(home).dekking}
    assert coverage["roo"].volledig_vanaf == date(2021, 7, 1)
    assert coverage["roo"].vertrek_vanaf == date(2016, 1, 1)
    assert coverage["tooi-gemeenten"].volledig_vanaf is None


def test_the_report_keeps_what_was_rejected_and_found(tmp_path: Path) -> None:
    sources = small_sources()
    place = Plaats("proef.xml", "7", "deelnemendeOrganisatie[2]", 12)
    sources[0].afwijzingen.append(Afwijzing("deelname", place, "toetredingsDatum", "gisteren", "geen", "none"))
    made = build_release(tmp_path, PROJECT, assemble(sources, Iris()))
    (row,) = [json.loads(line) for line in (made.pad / "afwijzingen.jsonl").read_text().splitlines()]
    assert (row["bron"], row["waarde"], row["plaats"]["regel"]) == ("roo", "gisteren", 12)
    findings = [json.loads(line) for line in (made.pad / "bevindingen.jsonl").read_text().splitlines()]
    assert all(found["nl"] and found["en"] and found["van"] == "bron" for found in findings)
    assert sum(made.manifest["bevindingen"].values()) == len(findings)


# --- What is broken -----------------------------------------------------------------------------------


def test_check_accepts_what_was_published(home: Path) -> None:
    assert check(open_release(home)) == []


def test_check_names_a_changed_and_a_missing_file(home: Path) -> None:
    found = open_release(home)
    with (found.pad / "deelnames.csv.gz").open("ab") as stream:
        stream.write(b"x")
    (found.pad / "catalogus.ttl").unlink()
    assert check(found) == ["catalogus.ttl", "deelnames.csv.gz"]


def test_check_names_a_changed_manifest(home: Path) -> None:
    path = open_release(home).pad / MANIFEST
    path.write_text(path.read_text().replace('"quads": ', '"quads": 1'))
    assert check(open_release(home)) == [MANIFEST]


@pytest.mark.parametrize("change", ["remove", "empty", "nonsense"])
def test_check_names_sums_that_are_gone_or_changed(home: Path, change: str) -> None:
    found = open_release(home)
    path = found.pad / SUMS
    if change == "remove":
        path.unlink()
    else:
        lines = path.read_text().splitlines()
        kept = [line for line in lines if line.endswith(MANIFEST)] if change == "empty" else [*lines, "onzin"]
        path.write_text("\n".join(kept) + "\n")
    assert check(found) == [SUMS]


def test_store_refuses_a_dump_that_is_not_the_one_published(home: Path) -> None:
    found = open_release(home)
    (found.pad / NQUADS).write_bytes(b"")
    with pytest.raises(ReleaseError, match=NQUADS) as refused:
        found.store()
    assert "niet heel" in refused.value.nl


def test_store_refuses_when_the_dump_is_gone(home: Path) -> None:
    found = open_release(home)
    (found.pad / NQUADS).unlink()
    with pytest.raises(ReleaseError, match=NQUADS):
        found.store()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"datum": 3}', '{"datum": "gisteren"}', "\udc80"])
def test_reports_a_broken_manifest_in_two_languages(home: Path, text: str) -> None:
    path = open_release(home).pad / MANIFEST
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ReleaseError) as refused:
        open_release(home)
    assert "niet heel" in refused.value.nl
    assert "broken" in refused.value.en
    assert "\n" not in refused.value.nl


def test_reports_a_manifest_that_lacks_something(home: Path) -> None:
    path = open_release(home).pad / MANIFEST
    manifest = json.loads(path.read_text())
    del manifest["bestanden"]
    path.write_text(json.dumps(manifest))
    with pytest.raises(ReleaseError, match="bestanden is missing"):
        open_release(home)


def test_reports_that_there_is_no_release_and_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="verbanden build") as refused:
        open_release(tmp_path)
    assert "geen release" in refused.value.nl


def test_opens_a_release_by_name(home: Path) -> None:
    assert open_release(home, DATE).naam == DATE
    with pytest.raises(ReleaseError, match="no release"):
        open_release(home, "2020-01-01")


@pytest.mark.parametrize("name", ["..", "../..", "", ".", "/etc", "2024-05-01/../..", ".bouw-1", "2024-05-01\n"])
def test_rejects_a_name_that_leads_elsewhere(home: Path, name: str) -> None:
    with pytest.raises(ReleaseError, match="not the name of a release"):
        open_release(home, name)


def test_an_opened_release_stays_with_its_folder_when_a_new_one_is_published(home: Path) -> None:
    before: Release = open_release(home)
    build_release(home, PROJECT, assemble(other(small_sources()), Iris()))
    assert before.pad.name == DATE
    assert releases.check(before) == []
