# SPDX-License-Identifier: Apache-2.0
"""The engines: how each is had, and the command lines of its driver. One that cannot be had says why."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


class Absent(Exception):
    """Why an engine cannot take part."""


def do(command, **more):
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **more)
    except OSError as error:
        raise Absent(str(error)) from error
    if done.returncode != 0:
        tail = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise Absent(f"{pathlib.Path(str(command[0])).name} ended with status {done.returncode}: {' '.join(tail)}")
    return done.stdout


def digest(files):
    total = hashlib.sha256()
    for file in sorted(map(str, files)):
        total.update(pathlib.Path(file).read_bytes())
    return total.hexdigest()[:16]


class Engine:
    def __init__(self, name, command, version_of, environment=None):
        self.name, self.command, self.environment = name, [str(word) for word in command], environment or {}
        self.digest = digest(version_of)
        self.version = json.loads(do([*self.command, "version"]).splitlines()[-1])["version"]


def program(build, name, environment=None):
    path = build / "benchmarks/peers" / f"peer_{name}"
    if not path.exists():
        raise Absent("its Debian package could not be installed")
    return Engine(name, [path], [path], environment)


def java():
    """The newest JDK of 21 or later."""
    homes = [os.environ.get("JAVA_HOME", ""), *map(str, pathlib.Path("/usr/lib/jvm").glob("*"))]
    if shutil.which("javac"):
        homes.append(str(pathlib.Path(shutil.which("javac")).resolve().parents[1]))
    found = {}
    for home in filter(None, homes):
        if (pathlib.Path(home) / "bin/javac").exists():
            words = re.search(r"(\d+)", do([f"{home}/bin/javac", "-version"]))
            found[int(words.group(1))] = pathlib.Path(home)
    if not found or max(found) < 21:
        raise Absent(f"Lucene 10 needs a JDK of 21 or later; here: {', '.join(map(str, sorted(found))) or 'none'}")
    return found[max(found)]


def lucene(_, work):
    home, source, place = java(), HERE / "lucene", work / "lucene"
    classes, jars, key = place / "classes", place / "jars", place / "key"
    now = digest([*source.glob("*.java"), source / "pom.xml"])
    if not key.exists() or key.read_text() != now:
        if not shutil.which("mvn"):
            raise Absent("no Maven (mvn)")
        shutil.rmtree(place, ignore_errors=True)
        classes.mkdir(parents=True)
        shutil.copy(source / "pom.xml", place)
        do(["mvn", "-q", "-B", "-f", place / "pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={jars}"])
        do([home / "bin/javac", "-cp", f"{jars}/*", "-d", classes, *source.glob("*.java")])
        key.write_text(now)
    command = [home / "bin/java", "-Xms2g", "-Xmx6g", "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch", "--add-modules",
               "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp", f"{classes}:{jars}/*", "Peer"]
    return Engine("lucene", command, [key])


def tantivy(_, work):
    source, place = HERE / "tantivy", work / "tantivy"
    if not shutil.which("cargo"):
        raise Absent("no cargo")
    path, key = place / "target/release/tantivy-peer", place / "key"
    now = digest([*source.glob("src/*.rs"), source / "Cargo.toml"])
    if not path.exists() or not key.exists() or key.read_text() != now:
        shutil.copytree(source, place, dirs_exist_ok=True)
        do(["cargo", "build", "-q", "--release"], cwd=place)
        key.write_text(now)
    return Engine("tantivy", [path], [key])


def bm25s(_, work):
    place = work / "bm25s"
    python = place / "bin/python"
    if not (place / "ready").exists():
        do([sys.executable, "-m", "venv", "--clear", place])
        do([python, "-m", "pip", "install", "-q", "bm25s==0.3.16", "numba", "PyStemmer"])
        (place / "ready").touch()
    # Some machines tell old builds of OpenBLAS which kernels to take; current ones choose better themselves.
    return Engine("bm25s", ["env", "-u", "OPENBLAS_CORETYPE", "-u", "OPENBLAS_L2_SIZE", python, HERE / "bm25s/peer.py"],
                  [HERE / "bm25s/peer.py"])


MAKERS = {
    "forestall": lambda build, _: program(build, "forestall"),
    "lucene": lucene,
    "tantivy": tantivy,
    "bm25s": bm25s,
    "xapian": lambda build, _: program(build, "xapian", {"XAPIAN_FLUSH_THRESHOLD": "1000000000"}),
    "sqlite": lambda build, _: program(build, "sqlite"),
}

# name, engine, how it is indexed, how it is asked. All but two rows take every document and query as English.
ROWS = [
    ("Forestall", "forestall", "english", "english"),
    ("Forestall, whole answers", "forestall", "english", "whole"),
    ("Forestall, compact", "forestall", "compact", "english"),
    ("Forestall, by language", "forestall", "languages", "own"),
    ("Forestall, any language", "forestall", "languages", "any"),
    ("Lucene", "lucene", "plain", "ids"),
    ("Lucene, reordered", "lucene", "reordered", "ids"),
    ("Tantivy", "tantivy", "plain", "ids"),
    ("bm25s", "bm25s", "plain", "ids"),
    ("Xapian", "xapian", "plain", "ids"),
    ("SQLite FTS5", "sqlite", "plain", "ids"),
]
INDEXED = ("plain", "english", "languages")  # with two threads too, by those that can
TWO_THREADS = {"forestall", "lucene", "tantivy"}


def all_engines(names, build, work, say):
    """The engines that can be had, and why the others cannot."""
    engines, absent = {}, {}
    for name in names:
        say(f"getting {name}")
        try:
            engines[name] = MAKERS[name](build, work)
        except Absent as reason:
            absent[name] = str(reason)
            say(f"absent: {name}: {reason}")
    return engines, absent
