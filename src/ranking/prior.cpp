// SPDX-License-Identifier: Apache-2.0
#include "ranking/prior.h"

namespace forestall::ranking {

double vote_prior(const VoteCount& votes) {
  const double helpful = votes.helpful, unhelpful = votes.unhelpful;
  const double rate = (helpful + kVoteMass / 2) / (helpful + unhelpful + kVoteMass);
  return 1 + kVoteStrength * (2 * rate - 1);
}

}  // namespace forestall::ranking
