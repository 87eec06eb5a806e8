"""Whatever a person is called: the settings file gives the name back as it was, or says why it cannot keep it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog import config
from birdlog.errors import EnvironmentFault, UsageError


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_name_comes_back(tmp_path: Path, name: str) -> None:
    environ = {"BIRDLOG_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    config.paths(environ).config_file.unlink(missing_ok=True)  # the last example's
    config.save({"observer": name, "language": "zh"}, environ)
    settings = config.load({}, environ)
    assert settings.observer == name
    assert settings.language == "zh"


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused_with_advice(tmp_path: Path, content: bytes) -> None:
    environ = {"BIRDLOG_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    (tmp_path / "config.toml").write_bytes(content)
    try:
        config.load({}, environ)
    except EnvironmentFault as fault:
        assert str(tmp_path) in fault.message
        assert fault.advice
        assert (tmp_path / "config.toml").read_bytes() == content


@pytest.mark.parametrize("name", ["\udc80", "a\ud800b"])
def test_a_lone_surrogate_leaves_the_file_alone(tmp_path: Path, name: str) -> None:
    environ = {"BIRDLOG_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    config.save({"observer": "Observer B"}, environ)
    with pytest.raises(UsageError):
        config.save({"observer": name}, environ)
    assert config.load({}, environ).observer == "Observer B"
