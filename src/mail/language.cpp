// SPDX-License-Identifier: Apache-2.0
#include "mail/language.h"

#include <algorithm>
#include <map>

namespace forestall::mail {
namespace {

struct File {
  std::string_view lang, text;
};
constexpr File kFiles[] = {
#include "mail_words.inc"
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// Calls `take(section, entry)` for each entry; entries of a line stand between semicolons.
template <typename Take>
void read(std::string_view text, const Take& take) {
  std::string_view section;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line[0] == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      section = line.substr(1, line.size() - 2);
      continue;
    }
    take(section, line);
  }
}

Selector selector(std::string_view line) {
  Selector out;
  const std::size_t equals = std::min(line.find('='), line.size());
  const std::size_t blank = line.substr(0, equals).find(' ');
  if (blank != std::string_view::npos) {
    out.element = line.substr(0, blank);
    out.attribute = line.substr(blank + 1, equals - blank - 1);
  } else {
    out.attribute = line.substr(0, equals);
  }
  out.value = line.substr(std::min(equals + 1, line.size()));
  return out;
}

using Sections = std::map<std::string_view, Phrases Lists::*>;

const Sections& sections() {
  static const Sections all = {{"wrote", &Lists::wrote},
                               {"opener", &Lists::opener},
                               {"date", &Lists::date},
                               {"date word", &Lists::date_word},
                               {"sentence", &Lists::sentence},
                               {"original", &Lists::original},
                               {"forwarded", &Lists::forwarded},
                               {"above", &Lists::above},
                               {"inline", &Lists::inline_},
                               {"greeting", &Lists::greeting},
                               {"addressee", &Lists::addressee},
                               {"closing", &Lists::closing},
                               {"joining", &Lists::joining},
                               {"postscript", &Lists::postscript},
                               {"device", &Lists::device},
                               {"device word", &Lists::device_word},
                               {"notice", &Lists::notice},
                               {"unsubscribe", &Lists::unsubscribe},
                               {"reply", &Lists::reply},
                               {"ticket", &Lists::ticket},
                               {"tag", &Lists::tag},
                               {"self", &Lists::self},
                               {"raw", &Lists::raw}};
  return all;
}

Lists made() {
  static const std::map<std::string_view, Label> kLabels = {
      {"from", kFrom}, {"sent", kSent}, {"to", kTo}, {"cc", kCopy}, {"subject", kSubject}};
  static const std::map<std::string_view, std::vector<Selector> Lists::*> kSelectors = {
      {"quote", &Lists::quote},
      {"introduction", &Lists::introduction},
      {"below", &Lists::below},
      {"header", &Lists::header},
      {"signature", &Lists::signature}};
  Lists out;
  for (const File& file : kFiles) {
    const auto lang = static_cast<std::uint8_t>(out.languages++);
    const bool html = file.lang == "html";
    read(file.text, [&](std::string_view section, std::string_view line) {
      if (html) {
        if (const auto found = kSelectors.find(section); found != kSelectors.end())
          (out.*found->second).push_back(selector(line));
        return;
      }
      for (std::string_view rest = line; !rest.empty();) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view entry = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (const auto label = kLabels.find(section); label != kLabels.end())
          out.labels[canonical(entry).text].push_back({lang, label->second});
        else if (const auto found = sections().find(section); found != sections().end())
          (out.*found->second).add(entry);
      }
    });
  }
  return out;
}

}  // namespace

const Lists& lists() {
  static const Lists all = made();
  return all;
}

}  // namespace forestall::mail
