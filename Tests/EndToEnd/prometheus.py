"""A strict reader of Prometheus' text format 0.0.4."""

import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\S+)")
KINDS = {"counter", "gauge", "histogram"}


def read(text):
    """{name: {labels: value}}; labels as a frozenset of pairs. Everything doubtful is an error."""
    assert text.endswith("\n")
    kinds, helps, samples, current, done = {}, set(), {}, None, set()
    for line in text[:-1].split("\n"):
        if found := re.fullmatch(rf"# HELP ({NAME}) ((?:[^\\\n]|\\\\|\\n)*)", line):
            assert found[1] not in helps and found[2], line
            done.add(current)
            helps.add(current := found[1])
            assert current not in done, f"{current} is not in one piece"
        elif found := re.fullmatch(rf"# TYPE ({NAME}) (\w+)", line):
            assert found[1] == current and current not in kinds and found[2] in KINDS, line
            kinds[current] = found[2]
        else:
            found = SAMPLE.fullmatch(line)
            assert found, line
            name, suffixes = found[1], ("_bucket", "_sum", "_count") if kinds[current] == "histogram" else ("",)
            assert name in [current + suffix for suffix in suffixes], line
            pairs = re.findall(LABEL, found[2] or "")
            assert len(dict(pairs)) == len(pairs), line
            series = samples.setdefault(name, {})
            assert frozenset(pairs) not in series, f"twice: {line}"
            series[frozenset(pairs)] = value = float(found.groups()[-1])
            assert kinds[current] == "gauge" or value >= 0, line
            assert kinds[current] != "counter" or name.endswith("_total"), line
    for name, kind in kinds.items():
        if kind == "histogram":
            check_histogram(name, samples)
    return samples


def check_histogram(name, samples):
    """Buckets grow, and the last one has all."""
    groups = {}
    for labels, value in samples.get(name + "_bucket", {}).items():
        bound = float(dict(labels)["le"])
        groups.setdefault(frozenset(pair for pair in labels if pair[0] != "le"), []).append((bound, value))
    assert groups.keys() == samples[name + "_count"].keys() == samples[name + "_sum"].keys()
    for labels, buckets in groups.items():
        counts = [count for _, count in sorted(buckets)]
        assert counts == sorted(counts) and max(buckets)[0] == float("inf")
        assert counts[-1] == samples[name + "_count"][labels]
