"""Has pm4py, a process-mining tool, read an event log of ours: python3 bench/mine.py LOG.xes

Exits 1 when a column that miners work with is missing or empty, or when no map and no model can be discovered. pm4py is
not among our dependencies: python3 -m venv V && V/bin/pip install pm4py, see docs/process-mining.md.
"""

import sys

import pm4py

log = pm4py.read_xes(sys.argv[1])
problems = []

for column in ("case:concept:name", "concept:name", "time:timestamp", "lifecycle:transition", "org:resource"):
    if column not in log.columns:
        problems.append(f"no column {column}")
    elif column != "org:resource" and log[column].isna().any():
        problems.append(f"{column} is empty in {int(log[column].isna().sum())} events")

known = {"schedule", "start", "complete", "reassign", "withdraw"}
odd = set(log["lifecycle:transition"].unique()) - known
if odd:
    problems.append(f"transitions that XES does not know: {odd}")
if not log.groupby("case:concept:name")["time:timestamp"].apply(lambda at: at.is_monotonic_increasing).all():
    problems.append("the events of a case are not in order")
if log["org:resource"].notna().sum() == 0:
    problems.append("nobody did anything")

done = log[log["lifecycle:transition"] == "complete"]
dfg, starts, ends = pm4py.discover_dfg(done)
tree = pm4py.discover_process_tree_inductive(done, noise_threshold=0.2)
net, initial, final = pm4py.convert_to_petri_net(tree)
fitness = pm4py.fitness_token_based_replay(done, net, initial, final)
handovers = pm4py.discover_handover_of_work_network(done[done["org:resource"].notna()])
if not dfg or not starts or not ends or not net.transitions:
    problems.append("nothing could be discovered")

print(f"cases {log['case:concept:name'].nunique()}, events {len(log)}, from {log['time:timestamp'].min()}")
print(f"transitions {log['lifecycle:transition'].value_counts().to_dict()}")
print(f"activities {log['concept:name'].nunique()}, resources {log['org:resource'].nunique()}")
print(f"map: {len(dfg)} arcs, {len(starts)} beginnings, {len(ends)} ends")
for (before, after), count in sorted(dfg.items(), key=lambda arc: -arc[1])[:8]:
    print(f"  {count:5} {before} -> {after}")
print(f"inductive miner: {len(net.places)} places, {len(net.transitions)} transitions, fitness {fitness['log_fitness']:.3f}")
print(f"handover of work: {len(handovers.connections)} pairs")
for problem in problems:
    print(f"PROBLEM: {problem}")
sys.exit(1 if problems else 0)
