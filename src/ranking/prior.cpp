// SPDX-License-Identifier: Apache-2.0
#include "ranking/prior.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace forestall::ranking {

VoteCount sum(const VoteCount& a, const VoteCount& b) {
  const auto add = [](std::uint32_t x, std::uint32_t y) {
    return x + std::min(y, std::numeric_limits<std::uint32_t>::max() - x);
  };
  return {add(a.helpful, b.helpful), add(a.unhelpful, b.unhelpful)};
}

double vote_prior(const VoteCount& votes, Kind kind) {
  const double helpful = votes.helpful, unhelpful = votes.unhelpful;
  const double rate = (helpful + kVoteMass / 2) / (helpful + unhelpful + kVoteMass);
  const double prior = 1 + kVoteStrength * (2 * rate - 1);
  return ages(kind) && votes.helpful > 0 ? prior * std::pow(1 + helpful, kForumVotes) : prior;
}

std::uint8_t prior_byte(double prior) {
  const double parts = std::ceil(prior * kPriorParts * (1 + 1e-12));
  return parts < kPriorUnbounded ? static_cast<std::uint8_t>(parts) : kPriorUnbounded;
}

double age_prior(std::int64_t created, std::int64_t now) {
  const double days = static_cast<double>(std::max<std::int64_t>(0, now - created)) / 86400;
  return 1 + kFresh * std::exp2(-days / kFreshDays);
}

bool ages(Kind kind) { return kind == Kind::topic || kind == Kind::reply; }

bool has_edited_title(Kind kind) {
  return kind == Kind::article || kind == Kind::faq || kind == Kind::service || kind == Kind::known_issue;
}

}  // namespace forestall::ranking
