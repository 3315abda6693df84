// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "forestall/document.h"

namespace scale {

/// What is known of a real collection: profile.py fits it, `default.profile` is one. Lines of a key and its numbers.
class Profile {
 public:
  explicit Profile(const std::string& path);
  double number(const std::string& key) const { return list(key).at(0); }
  const std::vector<double>& list(const std::string& key) const;

 private:
  std::map<std::string, std::vector<double>> values_;
};

/// Documents and drafts of invented words, always the same for a seed. The vocabulary grows by Heaps' law, K·n^β: after
/// n words a new one comes with probability Kβ·n^(β−1). A known one is drawn by rank, with probability as 1 / (rank +
/// b)^a (Zipf and Mandelbrot), or is repeated from the same text, or belongs to the text's topic. Lengths are drawn
/// from quantiles. Without topics every document would be as good an answer as the next, which no collection is.
class Model {
 public:
  Model(const Profile& profile, std::uint64_t seed);
  forestall::Document document();
  /// A draft over the documents made so far; it adds nothing to the vocabulary.
  forestall::Draft draft();
  std::uint64_t words() const { return words_; }
  std::uint64_t vocabulary() const { return vocabulary_; }

 private:
  double uniform() { return std::uniform_real_distribution<double>(0, 1)(random_); }
  std::uint32_t length(const std::vector<double>& quantiles);
  std::uint64_t rank();
  std::uint64_t topical_word(std::uint64_t topic);
  std::string text(std::uint32_t words, bool grows, std::uint64_t topic);
  const Profile& profile_;
  std::mt19937_64 random_;
  double a_, b_, growth_, beta_, repeats_, topical_, topic_words_;
  std::uint64_t topics_;
  std::uint64_t words_ = 0, vocabulary_ = 1000, made_ = 0;
};

}  // namespace scale
