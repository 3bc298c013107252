"""Files by URL."""

from pathlib import Path

import pytest
from fsspec import register_implementation
from fsspec.implementations.local import LocalFileSystem

from convert.cluster import stores

pytestmark = [
    # Dask and moto leave sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_what_cannot_be_listed(store: str) -> None:
    for url, status in (("nothing://x/y", 22), (f"{store}/none", 10), ("file:///none", 10)):
        with pytest.raises(stores.ConvertError) as caught:
            list(stores.walk((url,), f"{store}/out"))
        assert caught.value.status == status
    # A driver that fsspec knows and that is not installed.
    with pytest.raises(stores.ExtraError, match="adlfs"):
        stores.read("abfs://a/b")


class Elsewhere(LocalFileSystem):  # type: ignore[misc]
    """A store with folders that is not this machine's; it gives no file another's name."""

    protocol = "elsewhere"

    def mv(self, path1: str, path2: str, **_: object) -> None:
        if self.exists(path2):
            raise OSError(17, "exists")
        super().mv(path1, path2)


@pytest.mark.parametrize("protocol", ["file", "elsewhere"])
def test_stores_with_folders_get_whole_files(protocol: str, tmp_path: Path) -> None:
    register_implementation("elsewhere", Elsewhere, clobber=True)
    where = f"{protocol}://{tmp_path}"
    for name in ("50%#?.bin", "a::b.bin", "深/处.bin"):
        for data in (b"1", b"2", b"2"):
            stores.write(f"{where}/deep/{name}", data)
            assert stores.read(f"{where}/deep/{name}") == data
    assert stores.read(f"{where}/none") is None
    stores.write(f"{where}/out/x.bin", b"3")
    (tmp_path / "deep/.hidden").touch()
    (tmp_path / "deep/.convert-0123456789abcdef.tmp").touch()
    stores.sweep(f"file://{tmp_path}")
    found = {each.name: each.left for each in stores.walk((where,), f"{where}/out")}
    expected = {"deep/50%#?.bin": "", "deep/a::b.bin": "", "deep/深/处.bin": ""}
    assert found == {**expected, "deep/.hidden": "hidden"}
    one = (f"{where}/deep/深", f"{where}/deep/a::b.bin")
    assert [each.name for each in stores.walk(one, f"{where}/out")] == ["深/处.bin", "a::b.bin"]
    for each in stores.walk(one, f"{where}/out"):
        assert stores.read(each.url) == b"2"
