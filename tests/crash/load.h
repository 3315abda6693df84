// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <sstream>
#include <string>

#include "forestall/document.h"

namespace forestall::crash {

/// One step of the load that is killed, as the writer announces and the test remembers it.
struct Step {
  char type = 'P';  // P put, B put every id in one batch, R remove, V vote, L learn, U unlearn, F flush, C compact
  std::uint32_t id = 0;
  std::uint32_t value = 0;  // put, batch, learn: version; vote: voter · 4 + 0 unhelpful, 1 helpful, 2 withdrawn
};

inline std::string to_line(const Step& step) {
  std::ostringstream out;
  out << step.type << ' ' << step.id << ' ' << step.value;
  return out.str();
}

inline Step from_line(const std::string& line) {
  std::istringstream in(line);
  Step step;
  in >> step.type >> step.id >> step.value;
  return step;
}

inline std::string id_of(std::uint32_t id) { return "doc-" + std::to_string(id); }

/// The same document for the same id and version in both processes.
inline Document document(std::uint32_t id, std::uint32_t version) {
  std::mt19937 random(id * 7919 + version);
  Document d;
  d.id = id_of(id);
  d.lang = id % 3 == 0 ? "fr" : "en";
  d.title = "version " + std::to_string(version);
  const auto words = 20 + random() % 200;
  for (std::uint32_t i = 0; i < words; ++i) d.body += "word" + std::to_string(random() % 900) + " ";
  d.votes = {version % 5, version % 3};
  return d;
}

inline Lesson lesson(std::uint32_t ticket, std::uint32_t version) {
  const Document text = document(ticket, version);
  return {
      std::to_string(ticket), {"version " + std::to_string(version), text.body, "en", {}, "", {}}, {id_of(ticket)}, {}};
}

inline constexpr std::uint32_t kIds = 300;

}  // namespace forestall::crash
