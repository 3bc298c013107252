"""Archive packages: what is in them, and that not one bit can change unseen."""

import hashlib
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import bagit
import pytest
from lxml import etree

from convert.bagging import tags
from tests.batch.folders import hashes, report, run
from tests.conftest import SAMPLES

SCHEMA = Path(__file__).with_name("premis-v3-0.xsd")
PREMIS = "{http://www.loc.gov/premis/v3}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bag of three reports, one of which is none, made once."""
    folder = tmp_path_factory.mktemp("bag")
    (folder / "in/镇").mkdir(parents=True)
    (folder / "in/一.json").write_bytes(
        report(1, metadata=[["发布机构", "甲局"], ["索引号", "A1"]])
    )
    shutil.copy(SAMPLES / "report.csv", folder / "in/镇/50%.csv")
    shutil.copy(SAMPLES / "report.csv-metadata.json", folder / "in/镇/50%.csv-metadata.json")
    (folder / "in/坏.docx").write_bytes(b"PK\x03\x04")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1764000000")
        patch.setenv("CONVERT_LANG", "zh")
        assert run(folder / "in", "--bag", folder / "bag", "--jobs", 2, "--quiet") == 4
    return folder / "bag"


@pytest.fixture
def bag(made: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(made, tmp_path / "copy"))


def test_what_is_in_a_bag(made: Path) -> None:
    assert sorted(name for name in hashes(made) if not name.startswith("data")) == [
        *("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"),
        *("metadata/premis.xml", "metadata/run.json"),
        *("tagmanifest-sha256.txt", "tagmanifest-sha512.txt"),
    ]
    assert sorted(name for name in hashes(made / "data")) == [
        *("csv/一.csv", "csv/一.csv-metadata.json"),
        *("csv/镇/50％.csv", "csv/镇/50％.csv-metadata.json"),
        *("json/一.json", "json/镇/50％.json"),
        *("originals/一.json", "originals/坏.docx"),
        *("originals/镇/50％.csv", "originals/镇/50％.csv-metadata.json"),
        *("pdf/一.pdf", "pdf/镇/50％.pdf"),
    ]
    assert (made / "bagit.txt").read_text().splitlines()[0] == "BagIt-Version: 1.0"
    info = bagit.Bag(str(made)).info
    assert info["External-Identifier"][0] == "A1"
    assert info["Source-Organization"][0] == "甲局"
    assert info["Bagging-Date"] == "2025-11-24"
    assert not [path for path in made.parent.iterdir() if path.name.startswith(".")]


def test_the_library_of_congress_finds_it_valid(made: Path) -> None:
    command = [sys.executable, "-m", "bagit", "--validate", str(made)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_provenance_is_valid_by_the_schema_of_the_library_of_congress(made: Path) -> None:
    """PREMIS 3.0, 18 January 2016, a work of the US government and so in the public domain."""
    data = SCHEMA.read_bytes()
    assert hashlib.sha256(data).hexdigest().startswith("03b8a77a20b32b88")
    schema = etree.XMLSchema(etree.fromstring(data))
    schema.assertValid(etree.parse(made / "metadata/premis.xml"))


def test_provenance_tells_of_every_file_and_every_failure(made: Path) -> None:
    root = ElementTree.parse(made / "metadata/premis.xml").getroot()
    identifier = f"{PREMIS}objectIdentifier/{PREMIS}objectIdentifierValue"
    places = {each.findtext(identifier) for each in root.iter(f"{PREMIS}object")}
    assert places == {f"data/{name}" for name in hashes(made / "data")}
    outcome = f"{PREMIS}eventOutcomeInformation/{PREMIS}eventOutcome"
    events = [
        (event.findtext(f"{PREMIS}eventType"), event.findtext(outcome))
        for event in root.iter(f"{PREMIS}event")
    ]
    assert events.count(("ingestion", "success")) == 4
    assert events.count(("normalization", "failure")) == 1
    assert (
        events.count(("normalization", "success")) + events.count(("normalization", "warning")) == 2
    )
    note = root.findtext(f"{PREMIS}agent/{PREMIS}agentNote")
    assert note is not None
    assert "fang.ttf" in json.loads(note)["files"]


def test_two_bags_of_the_same_are_the_same(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    again = made.parent / "again"
    assert run(made.parent / "in", "--bag", again, "--jobs", 1, "--quiet") == 4
    assert hashes(again) == hashes(made)
    assert run(made.parent / "in", "--bag", again, "--quiet") == 40


def test_a_sound_bag_is_verified(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("--verify", made) == 0
    assert capfd.readouterr().err.startswith(f"归档包 {made} 完好")
    assert run("--verify", made.parent) == 10


def flip(path: Path, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def files(bag: Path) -> list[str]:
    return sorted(hashes(bag))


@pytest.mark.parametrize("number", range(14))
def test_one_flipped_bit_is_found(number: int, bag: Path) -> None:
    """In each kind of file, the manifests of the manifests too; a letter's case as well."""
    generator = random.Random(number)
    names = [name for name in files(bag) if not name.startswith("data")]
    name = [*names, *generator.sample(files(bag), 14)][number]
    size = (bag / name).stat().st_size * 8
    flip(bag / name, generator.randrange(size))
    assert run("--verify", bag, "--quiet") == 5


@pytest.mark.slow
def test_a_hundred_flipped_bits_are_found(bag: Path) -> None:
    """Anywhere: bits drawn from all bytes of the bag, and two of every file."""
    generator = random.Random(0)
    sizes = {name: (bag / name).stat().st_size * 8 for name in files(bag)}
    drawn = generator.choices(list(sizes), weights=list(sizes.values()), k=100 - 2 * len(sizes))
    for name in [*sizes, *sizes, *drawn]:
        bit = generator.randrange(sizes[name])
        flip(bag / name, bit)
        assert run("--verify", bag, "--quiet") == 5, (name, bit)
        flip(bag / name, bit)
    assert run("--verify", bag, "--quiet") == 0


def test_a_letter_of_a_hash_in_the_other_case_is_found(bag: Path) -> None:
    manifest = tags.manifest(bag, "sha256")
    data = manifest.read_bytes()
    at = next(place for place, byte in enumerate(data) if chr(byte) in "abcdef")
    flip(manifest, at * 8 + 5)
    bagit.Bag(str(bag)).validate()
    assert run("--verify", bag, "--quiet") == 5


@pytest.mark.parametrize("name", ["data/extra.txt", "extra.txt", "metadata/extra.txt"])
def test_a_file_too_many_is_found(name: str, bag: Path) -> None:
    (bag / name).touch()
    assert run("--verify", bag, "--quiet") == 5


def test_a_file_too_few_is_found(bag: Path) -> None:
    (bag / "data/pdf/一.pdf").unlink()
    assert run("--verify", bag, "--quiet") == 5


def test_an_output_that_the_original_does_not_give_is_found(
    bag: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Even where whoever changed it made all checksums anew."""
    (bag / "data/csv/一.csv").write_bytes(b"else")
    package = bagit.Bag(str(bag))
    package.save(manifests=True)
    tags.declare(bag)
    tags.seal(bag)
    assert run("--verify", bag) == 5
    assert "由原件 一.json 重新生成的 csv/一.csv 与包内的不同" in capfd.readouterr().err


def test_what_a_bag_cannot_be_made_with(made: Path, tmp_path: Path) -> None:
    source = made.parent / "in/一.json"
    assert run(source, "--bag", tmp_path / "b", "-o", tmp_path / "c") == 2
    assert run(tmp_path / "none", "--bag", tmp_path / "b") == 10
    assert run(source, "--bag", tmp_path / "b", "--to", "none") == 20
    assert not (tmp_path / "b").exists()


def test_without_the_library_one_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "bagit", None)
    assert run(SAMPLES / "report.json", "--bag", tmp_path / "bag") == 22
    assert "pip install 'convert[archive]'" in capsys.readouterr().err
