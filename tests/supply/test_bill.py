"""The bill of materials names everything that is shipped, and is the same for the same lock."""

import json
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE | re.IGNORECASE)


def bill(folder: Path) -> bytes:
    make = shutil.which("make")
    assert make is not None
    subprocess.run([make, "sbom", f"DIST={folder}"], cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own words
    return (folder / "mentorbot.cdx.json").read_bytes()


def test_everything_that_is_shipped_is_named_with_its_hashes(tmp_path: Path) -> None:
    made = bill(tmp_path / "one")
    assert made == bill(tmp_path / "two")
    found = json.loads(made)
    locked = set(LOCKED.findall((ROOT / "requirements.lock").read_text("utf-8")))
    assert len(locked) > 30
    assert {(one["name"], one["version"]) for one in found["components"]} == locked
    for one in found["components"]:
        hashes = [each for place in one["externalReferences"] for each in place.get("hashes", ())]
        assert {each["alg"] for each in hashes} == {"SHA-256"}, one["name"]
    assert found["metadata"]["component"]["name"] == "mentorbot"
