# SPDX-License-Identifier: Apache-2.0
forestall_room(ranking SOURCES bm25f.cpp prior.cpp slips.cpp taught.cpp logistic.cpp LINK forestall_base)
