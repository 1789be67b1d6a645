"""The figures, each beside what it is measured against: `make bench` writes docs/benchmarks.md.

A section is one module in `bench/sections`, named in `bench/sections/__init__.py`, with a name and one function:

    NAME = "polls"  # what `ARGS="polls"` picks
    async def measure(quick: bool) -> Section: ...

`quick` is for work on it: smaller sizes, fewer runs, half a minute. A full section takes three minutes at most, and all
of them fifteen.

- What is timed runs in a process of its own: `await run(function, core=SUBJECT, users=10)` calls a function of a
  module, plain or async, in a fresh interpreter, and gives what it returned (as JSON) with its seconds, its CPU seconds
  and its peak of memory. What stands around it (`bench.stand_ins`) runs on the other cores:
  `async with serving(valkey) as served`.
- What is compared is run in turn, A B A B: `ours, theirs = await in_turn(5, a, b)`. `Spread.of(values)` is their median
  with the least and the most, `Spread.ratios(ours, theirs)` that of the pairs.
- A `Section` holds rows (a figure, what stands beside it, the goal), plots, tables of another shape, and remarks:
  where a goal is missed, a remark says why.

A full run writes docs/benchmarks.md, docs/bench/*.svg and docs/bench/results.json, from which the sections that are not
measured this time are taken; `--quick` writes the same below .bench/.
"""
