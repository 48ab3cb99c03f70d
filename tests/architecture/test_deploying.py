"""What is shipped to run the bot gives it the least power (trust.md §5)."""

from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"


def lines(name: str) -> list[str]:
    return [line.strip() for line in (DEPLOY / name).read_text("utf-8").splitlines()]


def test_the_image_takes_only_what_is_locked_and_runs_as_nobody_in_particular() -> None:
    text = " ".join(lines("Dockerfile"))
    installs = text.split("pip install")[1:]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "--no-deps" in installs[1]
    assert text.index("USER mentorbot") > text.rindex("RUN ")


def test_the_container_cannot_write_to_itself_and_has_no_privilege() -> None:
    bot = " ".join(lines("compose.yaml")).split(" bot: ")[1]
    for wanted in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert wanted in bot


def test_the_unit_has_a_user_of_its_own_and_no_power() -> None:
    unit = set(lines("mentorbot.service"))
    assert {
        "DynamicUser=yes",
        "UMask=0077",
        "StateDirectoryMode=0700",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateDevices=yes",
    } <= unit
