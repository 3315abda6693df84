# SPDX-License-Identifier: Apache-2.0
"""Talks to the drivers (protocol in README.md) and keeps their indexes and figures."""
import json
import os
import shutil
import subprocess
import time

CORES = sorted(os.sched_getaffinity(0))
LOG = None  # where the drivers' own messages go


def bind(cores):
    return lambda: os.sched_setaffinity(0, set(cores))


class Failed(Exception):
    """An engine that ended where it should have answered."""


class Driver:
    """One running engine with an open index."""

    def __init__(self, engine, index, variant):
        self.process = subprocess.Popen([*engine.command, "serve", str(index), variant], text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=LOG, env={**os.environ, **engine.environment})
        self.engine, self.cores = engine, None

    def ask(self, *words):
        try:
            self.process.stdin.write("\t".join(map(str, words)) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise Failed(f"{self.engine.name} ended with status {self.process.wait()} on {words}")
        return json.loads(line)

    def pin(self, cores):
        """Binds every thread that it has, and so those that these start."""
        if self.cores == cores:
            return
        self.cores = cores
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            try:
                os.sched_setaffinity(int(thread), set(cores))
            except OSError:
                pass  # it ended meanwhile, or binding is not allowed

    def round(self, name, mode, k, threads=1):
        self.pin(CORES[-1:] if threads == 1 else CORES)
        return self.ask("round", name, mode, k, threads)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS")), 0)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def bytes_under(path):
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def index(engine, variant, threads, collection, home, say):
    """Makes the index unless it is there already; returns its figures. With two threads only the figures are kept."""
    place = home / f"{engine.name}-{variant}-{threads}"
    figures = place / "figures.json"
    about = json.loads((collection / "about.json").read_text())
    key = [engine.digest, engine.version, about["files"]]
    if figures.exists() and json.loads(figures.read_text())["key"] == key:
        return json.loads(figures.read_text())
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    source = collection / {"english": "english.jsonl", "compact": "english.jsonl", "languages": "docs.jsonl"}.get(variant, "docs.tsv")
    say(f"{engine.name} ({variant}) indexes {about['documents']:,} documents, {threads} thread{'s' * (threads > 1)}")
    began = time.perf_counter()
    process = subprocess.Popen([*engine.command, "index", str(source), str(place / "index"), str(threads), variant],
                               stdout=subprocess.PIPE, stderr=LOG, text=True, env={**os.environ, **engine.environment},
                               preexec_fn=bind(CORES[-threads:]))
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status != 0:
        raise Failed(f"it ended with status {process.returncode} while indexing")
    figure = json.loads(printed.splitlines()[-1])
    figure.update(key=key, bytes=bytes_under(place / "index"), mb_per_second=about["text_bytes"] / 1e6 / figure["seconds"],
                  peak_memory=usage.ru_maxrss * 1024, whole_seconds=time.perf_counter() - began)
    if engine.name == "forestall":
        figure["all_bytes"], figure["bytes"] = figure["bytes"], figure["segment_bytes"]
    if threads > 1:
        shutil.rmtree(place / "index")
    figures.write_text(json.dumps(figure))
    say(f"  {figure['mb_per_second']:.1f} MB/s, {figure['bytes'] / 1e6:.1f} MB")
    return figure
