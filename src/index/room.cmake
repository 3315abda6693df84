# SPDX-License-Identifier: Apache-2.0
forestall_room(index SOURCES segment.cpp segment_writer.cpp inverter.cpp build.cpp forward_reader.cpp merge.cpp merge_strings.cpp overlay.cpp term_counts.cpp word_signatures.cpp snapshot.cpp
  audience.cpp lesson.cpp apply.cpp backup.cpp batch_plan.cpp maintenance.cpp background.cpp merge_policy.cpp prepare.cpp rebuild.cpp replay.cpp validate.cpp verify.cpp writer.cpp
  LINK forestall_base)
