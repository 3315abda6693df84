// SPDX-License-Identifier: Apache-2.0
#include "scale/model.h"

#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace scale {
namespace {

constexpr double kFirstTopical = 50, kLastTopical = 20'000;  // ranks
constexpr std::int64_t kNewest = 1'760'000'000;              // seconds since 1970, fixed, so that runs compare

/// A number without a pattern for each number (SplitMix64).
std::uint64_t mixed(std::uint64_t number) {
  number += 0x9E3779B97F4A7C15;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
  return number ^ (number >> 31);
}

/// A word for each number. Syllables that no English rule of stemming takes for an ending.
std::string spell(std::uint64_t number) {
  std::string out;
  for (number += 20; number > 0; number /= 60) {
    out += "bcdfgklmnprtvzjhqxwm"[number % 20];
    out += "aou"[number / 20 % 3];
  }
  return out + 'k';
}

}  // namespace

Profile::Profile(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + " cannot be read");
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string key;
    if (!(words >> key) || key[0] == '#') continue;
    for (double value = 0; words >> value;) values_[key].push_back(value);
  }
}

const std::vector<double>& Profile::list(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) throw std::runtime_error("the profile lacks " + key);
  return found->second;
}

Model::Model(const Profile& profile, std::uint64_t seed)
    : profile_(profile),
      random_(seed),
      a_(profile.number("zipf_a")),
      b_(profile.number("zipf_b")),
      growth_(profile.number("heaps_k") * profile.number("heaps_beta")),
      beta_(profile.number("heaps_beta")),
      repeats_(profile.number("repeats")),
      topical_(profile.number("topical")),
      topic_words_(profile.number("topic_words")),
      topics_(static_cast<std::uint64_t>(profile.number("topics"))) {}

std::uint32_t Model::length(const std::vector<double>& quantiles) {
  const double place = uniform() * static_cast<double>(quantiles.size() - 1);
  const auto left = static_cast<std::size_t>(place);
  const double share = place - static_cast<double>(left);
  const double next = quantiles[std::min(left + 1, quantiles.size() - 1)];
  return static_cast<std::uint32_t>(quantiles[left] + share * (next - quantiles[left]) + .5);
}

/// Inverts the integral of 1 / (r + b)^a over the ranks known so far.
std::uint64_t Model::rank() {
  const double low = b_ + .5, high = b_ + static_cast<double>(vocabulary_), u = uniform(), e = 1 - a_;
  const double x = std::abs(e) < 1e-9 ? low * std::pow(high / low, u)
                                      : std::pow(std::pow(low, e) + u * (std::pow(high, e) - std::pow(low, e)), 1 / e);
  return std::min(static_cast<std::uint64_t>(std::max(0.0, x - low)), vocabulary_ - 1);
}

/// One of the topic's words, the first ones more often. They are neither the most frequent of all nor rare.
std::uint64_t Model::topical_word(std::uint64_t topic) {
  const auto place = static_cast<std::uint64_t>(std::pow(topic_words_, uniform()));  // as 1 / place
  const double share = static_cast<double>(mixed(topic * 1'000 + place) >> 11) * 0x1p-53;
  return std::min(static_cast<std::uint64_t>(kFirstTopical * std::pow(kLastTopical / kFirstTopical, share)),
                  vocabulary_ - 1);
}

std::string Model::text(std::uint32_t words, bool grows, std::uint64_t topic) {
  std::vector<std::uint64_t> drawn;
  std::string out;
  for (std::uint32_t i = 0; i < words; ++i) {
    const double dice = uniform();
    std::uint64_t word = 0;
    if (grows) ++words_;
    if (grows && words_ > 20'000 && dice < growth_ * std::pow(static_cast<double>(words_), beta_ - 1))
      word = vocabulary_++;
    else if (!drawn.empty() && uniform() < repeats_)
      word = drawn[random_() % drawn.size()];
    else if (uniform() < topical_)
      word = topical_word(topic);
    else
      word = rank();
    drawn.push_back(word);
    out += (i == 0 ? "" : i % 13 == 0 ? ". " : " ") + spell(word);
  }
  return out;
}

forestall::Document Model::document() {
  forestall::Document out;
  out.id = "d" + std::to_string(made_++);
  out.kind = forestall::Kind::topic;
  out.lang = "en";
  const std::uint64_t topic = random_() % topics_;
  out.title = text(std::max(1u, length(profile_.list("title_words"))), true, topic);
  out.body = text(length(profile_.list("body_words")), true, topic);
  out.solved = uniform() < profile_.number("solved");
  if (uniform() < profile_.number("voted"))
    out.votes.helpful = static_cast<std::uint32_t>(1 - profile_.number("mean_votes") * std::log(1 - uniform()));
  const auto age = static_cast<std::int64_t>(uniform() * profile_.number("years") * 365.25 * 86'400);
  out.created = forestall::Time(std::chrono::seconds(kNewest - age));
  return out;
}

forestall::Draft Model::draft() {
  forestall::Draft out;
  out.lang = "en";
  const std::uint64_t topic = random_() % topics_;
  out.subject = text(std::max(1u, length(profile_.list("subject_words"))), false, topic);
  out.body = text(length(profile_.list("draft_words")), false, topic);
  out.at = forestall::Time(std::chrono::seconds(kNewest));
  return out;
}

}  // namespace scale
