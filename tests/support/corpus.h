// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "forestall/document.h"

namespace forestall::support {

/// Documents and queries of invented words with Zipf's frequencies, in two languages, with everything that a document
/// can have. The same seed gives the same ones on every machine.
class Corpus {
 public:
  explicit Corpus(std::uint32_t seed, std::uint32_t words = 400) : random_(seed), words_(words) {}

  std::uint32_t number(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }
  bool chance(std::uint32_t percent) { return number(100) < percent; }

  std::string word() {
    // Rank by an inverse power: word 0 stands in most texts, the last ones in few.
    const double u = (static_cast<double>(random_() % 1'000'000) + 1) / 1'000'001;
    auto rank = static_cast<std::uint32_t>(std::pow(u, 3) * words_);
    std::string text;
    for (rank += 30; rank > 0; rank /= 20)
      text += "bcdfglmnprstvzkhjqwx"[rank % 20] + std::string(1, "aeiou"[rank % 5]);
    return text;
  }

  std::string text(std::uint32_t most) {
    std::string out;
    for (std::uint32_t i = 0, n = 1 + number(most); i < n; ++i) out += (i == 0 ? "" : chance(8) ? ". " : " ") + word();
    return out;
  }

  Document document(std::uint32_t id) {
    Document d;
    d.id = "d" + std::to_string(id);
    d.kind = static_cast<Kind>(number(3));
    d.lang = chance(70) ? "en" : "fr";
    d.title = chance(90) ? text(8) : "";
    d.body = text(chance(5) ? 400 : 60);
    if (chance(30)) d.tags = {word(), word()};
    if (chance(60)) d.product = {chance(50) ? "mail" : "backup"};
    d.category = chance(50) ? "access" : "billing";
    if (chance(15)) d.audience = {chance(50) ? "agent" : "customer"};
    if (chance(10)) d.family = "f" + std::to_string(number(20));
    if (chance(40)) d.votes = {number(50), number(20)};
    if (chance(70)) d.created = Time(std::chrono::seconds(1'700'000'000 + number(10'000'000)));
    if (chance(5)) {
      d.kind = Kind::reply;
      d.parent = "d" + std::to_string(number(id + 1));
    }
    return d;
  }

  Lesson lesson(std::uint32_t ticket, std::uint32_t documents) {
    Lesson l;
    l.ticket = "t" + std::to_string(ticket);
    l.draft = {chance(80) ? text(8) : "", text(60), chance(70) ? "en" : "fr", {}, "", {}};
    for (std::uint32_t i = 0; i <= number(3); ++i) l.solutions.push_back("d" + std::to_string(number(documents)));
    if (chance(70)) l.draft.at = Time(std::chrono::seconds(1'700'000'000 + number(10'000'000)));
    if (chance(15)) l.audience = {chance(50) ? "agent" : "customer"};
    return l;
  }

 private:
  std::mt19937 random_;
  std::uint32_t words_;
};

}  // namespace forestall::support
