from hashlib import sha256
from pathlib import Path

import pytest

from records.errors import OriginalDamaged, Restricted
from records.files import Files
from records.sealing import Damaged, seal, unseal

KEY = b"k" * 32


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files", KEY)


def _stored(files: Files) -> list[Path]:
    return [path for path in files.root.rglob("*") if path.is_file()]


def test_an_original_comes_back_whole_and_is_named_by_its_content(files: Files) -> None:
    name = files.put_original("bí mật".encode())
    assert name == sha256("bí mật".encode()).hexdigest()
    assert files.get_original(name) == "bí mật".encode()


def test_an_original_given_as_a_path_is_the_same(files: Files, tmp_path: Path) -> None:
    (tmp_path / "ba.pdf").write_bytes(b"%PDF")
    assert files.put_original(tmp_path / "ba.pdf") == sha256(b"%PDF").hexdigest()


def test_nothing_of_an_original_stands_readable_on_the_disk(files: Files) -> None:
    files.put_original(b"Nguyen Van Khai" * 50)
    assert all(b"Khai" not in path.read_bytes() for path in _stored(files))


@pytest.mark.parametrize("place", [0, 3, 20, -1])
def test_one_changed_bit_of_a_stored_original_is_found(files: Files, place: int) -> None:
    name = files.put_original(b"content of a judgment")
    (path,) = _stored(files)
    changed = bytearray(path.read_bytes())
    changed[place] ^= 1
    path.write_bytes(bytes(changed))
    with pytest.raises(OriginalDamaged):
        files.get_original(name)


def test_an_original_swapped_for_another_sealed_one_is_found(files: Files) -> None:
    first, second = files.put_original(b"one"), files.put_original(b"two")
    one = files.root / "originals" / first[:2] / first[2:]
    one.write_bytes((files.root / "originals" / second[:2] / second[2:]).read_bytes())
    with pytest.raises(OriginalDamaged):
        files.get_original(first)


def test_a_cut_off_original_and_another_key_do_not_open(files: Files) -> None:
    name = files.put_original(b"one")
    with pytest.raises(OriginalDamaged):
        Files(files.root, b"x" * 32).get_original(name)
    (path,) = _stored(files)
    path.write_bytes(path.read_bytes()[:10])
    with pytest.raises(OriginalDamaged):
        files.get_original(name)


def test_without_a_key_originals_are_refused(tmp_path: Path) -> None:
    public = Files(tmp_path, None)
    with pytest.raises(Restricted):
        public.put_original(b"x")
    with pytest.raises(Restricted):
        public.get_original("0" * 64)
    assert public.published_path(public.put_published(b"x")).read_bytes() == b"x"


def test_writing_twice_leaves_one_file_and_no_parts(files: Files) -> None:
    assert files.put_published(b"%PDF") == files.put_published(b"%PDF")
    files.put_original(b"a")
    files.put_original(b"a")
    assert len(_stored(files)) == 2


def test_a_write_that_fails_leaves_nothing_behind(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Path, _target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(OSError, match="disk full"):
        files.put_published(b"%PDF")
    assert _stored(files) == []


def test_deleting_is_safe_to_run_twice(files: Files) -> None:
    published, original = files.put_published(b"%PDF"), files.put_original(b"a")
    for _ in range(2):
        files.delete_published(published)
        files.delete_original(original)
    assert _stored(files) == []


def test_a_name_that_is_no_hash_never_reaches_the_disk(files: Files) -> None:
    for name in ("../../etc/passwd", "", "A" * 64):
        with pytest.raises(ValueError, match="SHA-256"):
            files.published_path(name)


def test_a_seal_is_bound_to_its_purpose_and_needs_a_whole_key() -> None:
    sealed = seal(KEY, "totp:1", b"secret")
    assert unseal(KEY, "totp:1", sealed) == b"secret"
    with pytest.raises(Damaged):
        unseal(KEY, "totp:2", sealed)
    with pytest.raises(Damaged):
        unseal(KEY, "totp:1", b"not sealed at all")
    with pytest.raises(ValueError, match="32 bytes"):
        seal(b"short", "totp:1", b"secret")
