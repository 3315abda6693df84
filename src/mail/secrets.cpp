// SPDX-License-Identifier: Apache-2.0
#include "mail/secrets.h"

#include <algorithm>
#include <array>
#include <string>

namespace forestall::mail {
namespace {

constexpr std::size_t kShortestCard = 13, kLongestCard = 19, kShortestIban = 15;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }
bool word(char c) {
  return digit(c) || capital(c) || (c >= 'a' && c <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Whether a number may end here: no letter, no further group behind a hyphen or dot.
bool free_before(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char c = text[at - 1];
  return !word(c) && !((c == '-' || c == '.' || c == '/') && at > 1 && word(text[at - 2]));
}
bool free_after(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const char c = text[at];
  return !word(c) && !((c == '-' || c == '.' || c == '/') && at + 1 < text.size() && word(text[at + 1]));
}

/// The check digit of card numbers.
bool luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1 && (value *= 2) > 9) value -= 9;
    sum += value;
  }
  return sum % 10 == 0;
}

int leading(std::string_view digits, std::size_t count) {
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value * 10 + (digits[i] - '0');
  return value;
}

/// Numbers that card issuers give out: so that no device number is taken for one.
bool issued(std::string_view digits) {
  const int two = leading(digits, 2), four = leading(digits, 4);
  const std::size_t n = digits.size();
  if (digits[0] == '4') return n == 13 || n == 16 || n == 19;
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return n == 16;
  if (two == 34 || two == 37) return n == 15;
  if (two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059)) return n == 14 || n == 16;
  if (four >= 3528 && four <= 3589) return n == 16;
  if (four == 6011 || two == 64 || two == 65 || two == 62) return n >= 16;
  for (const int maestro : {5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763})
    if (four == maestro) return true;
  return false;
}

bool grouped_as_card(const std::vector<std::size_t>& groups) {
  if (groups.size() == 1) return true;
  if (groups == std::vector<std::size_t>{4, 6, 5} || groups == std::vector<std::size_t>{4, 6, 4}) return true;
  return std::all_of(groups.begin(), groups.end() - 1, [](std::size_t n) { return n == 4; }) && groups.back() <= 4;
}

/// The end of the card number that begins at `at`, or `at`.
std::size_t card_end(std::string_view text, std::size_t at) {
  std::string digits;
  std::vector<std::size_t> groups;
  std::size_t end = at;
  while (end < text.size() && digits.size() <= kLongestCard) {
    std::size_t n = 0;
    while (end + n < text.size() && digit(text[end + n]) && n <= kLongestCard) ++n;
    if (n == 0) break;
    digits.append(text.substr(end, n));
    groups.push_back(n);
    end += n;
    if (end + 1 >= text.size() || !digit(text[end + 1]) || (text[end] != ' ' && text[end] != '-')) break;
    ++end;
  }
  const bool fits = digits.size() >= kShortestCard && digits.size() <= kLongestCard && free_after(text, end);
  return fits && grouped_as_card(groups) && issued(digits) && luhn(digits) ? end : at;
}

/// Length of a country's IBANs; 0: it has none.
std::size_t iban_length(std::string_view country) {
  static constexpr std::string_view kLengths =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22"
      "GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21MC27MD24ME22MK19MR27MT31MU30"
      "NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TN24TR26UA29VA22VG24XK20";
  for (std::size_t i = 0; i < kLengths.size(); i += 4)
    if (kLengths.substr(i, 2) == country) return static_cast<std::size_t>(leading(kLengths.substr(i + 2), 2));
  return 0;
}

/// ISO 13616: the remainder of the number by 97 is 1.
bool right_checksum(std::string_view iban) {
  unsigned remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    remainder = digit(c) ? (remainder * 10 + static_cast<unsigned>(c - '0')) % 97
                         : (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return remainder == 1;
}

std::size_t iban_end(std::string_view text, std::size_t at) {
  if (at + kShortestIban > text.size() || !capital(text[at + 1]) || !digit(text[at + 2]) || !digit(text[at + 3]))
    return at;
  const std::size_t wanted = iban_length(text.substr(at, 2));
  std::string iban;
  std::size_t end = at;
  while (wanted > 0 && end < text.size() && iban.size() < wanted) {
    if (digit(text[end]) || capital(text[end]))
      iban.push_back(text[end]);
    else if (text[end] != ' ' || end + 1 >= text.size() || text[end + 1] == ' ')
      break;
    ++end;
  }
  return wanted > 0 && iban.size() == wanted && free_after(text, end) && right_checksum(iban) ? end : at;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> secrets(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(text[i]) && !capital(text[i])) {
      ++i;
      continue;
    }
    const std::size_t end = !free_before(text, i) ? i : digit(text[i]) ? card_end(text, i) : iban_end(text, i);
    if (end > i) out.push_back({i, end});
    if (end > i) {
      i = end;
    } else {
      const bool number = digit(text[i]);
      while (i < text.size() && (number ? digit(text[i]) : capital(text[i]))) ++i;
    }
  }
  return out;
}

}  // namespace forestall::mail
