# SPDX-License-Identifier: Apache-2.0
"""Interleaved rounds: every row answers all queries of a set, then again. A query's time is the best of its rounds."""
import statistics
import time

import texts

WARM_SECONDS = {"lucene": 10}  # a JVM compiles while it runs; the others are warm after one round
FIRST_SECONDS = 15  # a row that would take minutes for a round answers only as many of the first queries, once
ALL_SECONDS = 45  # a row that would take longer for its rounds gets fewer


def quantile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Entrant:
    """One row in one set of queries."""

    def __init__(self, row, driver, name, mode, k, folder, rounds):
        self.row, self.driver, self.mode, self.k, self.rounds = row, driver, mode, k, rounds
        self.name, self.results, self.throughput = name, [], None
        self.count = driver.ask("load", name, folder / f"{name}.tsv")["queries"]
        self.able = "unsupported" not in self.first(folder, min(8, self.count))
        if self.able:
            self.fit(folder)
            self.warm()

    def first(self, folder, count):
        texts.part(folder / f"{self.name}.tsv", folder / "part.tsv", count)
        self.driver.ask("load", "part", folder / "part.tsv")
        self.driver.round("part", self.mode, self.k)
        return self.driver.round("part", self.mode, self.k)

    def fit(self, folder):
        each = statistics.mean(self.first(folder, min(8, self.count))["ns"]) / 1e9
        self.rounds = max(1, min(self.rounds, int(ALL_SECONDS / (each * self.count))))
        if each * self.count > 4 * FIRST_SECONDS:
            self.count, self.rounds = max(5, int(FIRST_SECONDS / each)), 1
            texts.part(folder / f"{self.name}.tsv", folder / "part.tsv", self.count)
            self.name = f"{self.name}-first"
            self.driver.ask("load", self.name, folder / "part.tsv")

    def warm(self):
        seconds = WARM_SECONDS.get(self.driver.engine.name, 0)
        until = time.monotonic() + (seconds if self.mode == "draft" else seconds / 3)
        if self.rounds > 1:
            self.driver.round(self.name, self.mode, self.k)
        while time.monotonic() < until:
            self.driver.round(self.name, self.mode, self.k)

    def run(self, number):
        if self.able and number < self.rounds:
            self.results.append(self.driver.round(self.name, self.mode, self.k)["ns"])

    def run_threads(self):
        """The best throughput of two goes with two threads."""
        if self.able and self.rounds > 1 and self.k:
            walls = [self.driver.round(self.name, self.mode, self.k, 2)["wall_ns"] for _ in range(2)]
            self.throughput = self.count / (min(walls) / 1e9)

    def figures(self):
        if not self.able:
            return None
        best = [min(times) / 1e3 for times in zip(*self.results)]
        return {"queries": self.count, "rounds": len(self.results), "best_us": best, "mean_us": statistics.mean(best),
                **{f"p{share}_us": quantile(best, share / 100) for share in (50, 90, 99)},
                "qps_two_threads": self.throughput}


def ratios(entrant, base):
    """How many times as long as Forestall, over the queries that both answered: of the bests, and the least and the
    greatest of the rounds."""
    count = min(entrant.count, base.count)

    def ratio(mine, yours, of):
        return of(mine[:count]) / of(yours[:count])

    out = {}
    for name, of in (("mean", statistics.mean), ("p50", statistics.median), ("p99", lambda times: quantile(times, .99))):
        bests = [[min(times) for times in zip(*each.results)] for each in (entrant, base)]
        rounds = [ratio(mine, yours, of) for mine, yours in zip(entrant.results, base.results)]
        out[name] = [ratio(*bests, of), min(rounds), max(rounds)]
    return out


def race(drivers, name, mode, k, folder, rounds, say):
    say(f"{mode}: warming up")
    entrants = [Entrant(row, driver, name, mode, k, folder, rounds) for row, driver in drivers.items()]
    for number in range(rounds):
        say(f"{mode}: round {number + 1} of {rounds}")
        for entrant in entrants:
            entrant.run(number)
    if not mode.startswith("count"):
        for entrant in entrants:
            entrant.run_threads()
    base = next((entrant for entrant in entrants if entrant.row == "Forestall"), None)
    out = {}
    for entrant in entrants:
        out[entrant.row] = entrant.figures()
        if entrant.able and base:
            out[entrant.row]["ratio"] = ratios(entrant, base)
        if entrant.able:
            figure = out[entrant.row]
            say(f"  {entrant.row:<26} p50 {figure['p50_us']:>10,.1f} µs  p99 {figure['p99_us']:>10,.1f} µs  ({figure['queries']} queries)")
    return out
