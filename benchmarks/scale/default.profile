# SPDX-License-Identifier: Apache-2.0
# Figures of a support forum of 190,000 topics, rounded; profile.py makes such a file of a collection of your own.
heaps_k 0.0774982
heaps_beta 0.918364
zipf_a 1.32
zipf_b 15
repeats 0.20918
topics 2000
topic_words 60
topical 0.4
title_words 0 1 1 1 2 2 2 2 3 3 3 3 4 4 4 5 5 5 6 6 6 7 7 7 8 8 8 9 9 10 10 11 12 13 13 15 16 18 21 25 45
body_words 0 1 2 3 4 6 7 9 11 14 16 19 22 25 28 31 34 37 40 44 47 51 54 58 62 66 71 76 81 87 93 101 109 119 130 144 162 187 229 314 1822
subject_words 1 2 3 4 4 5 5 5 6 6 7 7 7 8 8 8 9 9 9 10 10 11 11 12 12 13 13 14 15 15 16 17 18 19 20 22 23 25 28 30 35
draft_words 1 9 13 17 20 22 25 28 30 32 35 37 39 41 44 46 49 51 54 56 59 61 65 67 70 74 78 82 86 91 96 102 109 117 127 138 150 168 192 259 736
solved 0.00797576
voted 0.014711
mean_votes 1.74448
years 8.07666
