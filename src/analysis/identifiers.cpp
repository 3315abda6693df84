// SPDX-License-Identifier: Apache-2.0
#include "analysis/identifiers.h"

#include <algorithm>

#include "analysis/normalizer.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kLongestChunk = 256;

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool word(char c) { return letter(c) || digit(c); }
bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// What a text holds, read once.
struct Traits {
  explicit Traits(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (letter(c)) {
        letters = true;
      } else if (digit(c)) {
        digits = true;
      } else {
        const bool joins = i > 0 && i + 1 < text.size() && word(text[i - 1]) && word(text[i + 1]);
        note(c, joins);
      }
    }
  }
  int dots = 0, slashes = 0, colons = 0, dashes = 0;
  bool letters = false, digits = false, others = false;  // others: not a letter, digit, dot or dash
  bool joined_at = false, joined_underscore = false, joined_colon = false, joined_code = false;

 private:
  /// `joins`: between two letters or digits.
  void note(char c, bool joins) {
    dots += c == '.';
    slashes += c == '/';
    colons += c == ':';
    dashes += c == '-';
    others |= c != '.' && c != '-';
    joined_at |= joins && c == '@';
    joined_underscore |= joins && c == '_';
    joined_colon |= joins && c == ':';
    joined_code |= joins && (c == '.' || c == '-' || c == '_' || c == ':' || c == '/');
  }
};

std::string_view trimmed(std::string_view chunk) {
  while (!chunk.empty() && std::string_view("([{<\"'`*,;").find(chunk.front()) != std::string_view::npos)
    chunk.remove_prefix(1);
  while (!chunk.empty() && std::string_view(")]}>\"'`*,;:.!?").find(chunk.back()) != std::string_view::npos)
    chunk.remove_suffix(1);
  return chunk;
}

/// "www.example.org", "mail.example.com": not the end of a sentence without a blank after it.
bool host_name(std::string_view text, const Traits& traits) {
  static constexpr std::string_view kEndings[] = {"com", "org", "net", "io",  "eu",  "de",      "fr",    "es",
                                                  "it",  "uk",  "jp",  "ch",  "be",  "example", "local", "exe",
                                                  "dll", "pdf", "zip", "txt", "ini", "json",    "xml",   "log"};
  if (traits.dots == 0 || traits.others) return false;
  const std::size_t dot = text.rfind('.');
  if (dot == 0) return false;
  const std::string ending = Normalizer::fold_plain(text.substr(dot + 1));
  return text.substr(0, 4) == "www." ||
         std::find(std::begin(kEndings), std::end(kEndings), ending) != std::end(kEndings);
}

bool code(const Traits& traits) {
  if (!traits.joined_code) return false;
  if (traits.letters) return traits.digits;
  return traits.dots >= 1 && traits.slashes + traits.colons + traits.dashes == 0;
}

}  // namespace

std::string_view chunk_at(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && end<kLongestChunk&& static_cast<unsigned char>(text[end])> 0x20 &&
         static_cast<unsigned char>(text[end]) < 0x7F)
    ++end;
  return text.substr(0, end);
}

bool suspicious(std::string_view chunk) {
  if (chunk.size() < 2) return false;
  for (std::size_t i = 0; i + 1 < chunk.size(); ++i) {
    switch (chunk[i]) {
      case '.':
      case '_':
      case ':':
      case '/':
      case '\\':
      case '@':
      case '+':
      case '-':
        if (word(chunk[i + 1]) || chunk[i + 1] == chunk[i] || chunk[i] == ':') return true;
        break;
      default:
        break;
    }
  }
  return (chunk.size() > 2 && chunk[0] == '0' && (chunk[1] == 'x' || chunk[1] == 'X'));
}

std::size_t marked_name(std::string_view text, std::size_t begin, std::size_t at) {
  constexpr std::size_t kLongest = 12, kLongestSharp = 2;
  const auto is_word = [&](std::size_t i) { return i < text.size() && (word(text[i]) || text[i] == '_'); };
  const std::size_t length = at - begin;
  const std::string_view name = text.substr(begin, length);
  if (at > begin && std::all_of(name.begin(), name.end(), letter)) {
    if (length <= kLongest && text.substr(at, 2) == "++" && text.substr(at + 2, 1) != "+") return at + 2;
    if (length <= kLongestSharp && text[at] == '#' && !is_word(at + 1)) return at + 1;
  }
  const bool net =
      at == begin && (text.substr(at, 4) == ".NET" || text.substr(at, 4) == ".Net" || text.substr(at, 4) == ".net");
  return net && !is_word(at + 4) && (at == 0 || !is_word(at - 1)) ? at + 4 : 0;
}

std::string_view identifier_in(std::string_view chunk) {
  const std::string_view text = trimmed(chunk);
  if (text.size() < 2 || text.size() > kLongestTerm) return {};
  const Traits traits(text);
  if (!traits.letters && !traits.digits) return {};
  const bool flag = text.substr(0, 2) == "--" && text.size() > 3 && letter(text[2]);
  const bool path = contains(text, ":\\") || (text[0] == '/' && traits.slashes > 1) || contains(text, "\\\\");
  const bool address = contains(text, "://") || (traits.joined_at && traits.dots > 0);
  const bool setting = traits.joined_colon && !traits.digits && traits.colons == 1;
  if (flag || path || address || setting || traits.joined_underscore || host_name(text, traits) || code(traits))
    return text;
  return {};
}

Names::Names(const std::vector<std::string>& names) {
  for (const std::string& name : names) names_.push_back(Normalizer::fold_plain(name));
  std::sort(names_.begin(), names_.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::size_t Names::match(std::string_view text) const {
  for (const std::string& name : names_) {
    if (text.size() < name.size()) continue;
    const bool ends = text.size() == name.size() ||
                      (!word(text[name.size()]) && static_cast<unsigned char>(text[name.size()]) < 0x80);
    if (ends && Normalizer::fold_plain(text.substr(0, name.size())) == name) return name.size();
  }
  return 0;
}

}  // namespace forestall::analysis
