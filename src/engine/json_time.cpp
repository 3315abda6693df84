// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "base/fail.h"
#include "base/utf8.h"
#include "forestall/jsonl.h"

namespace forestall {
namespace {

/// Reads fixed-width pieces from the front of a text; any mismatch leaves `good` false.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : text_(text) {}
  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i >= text_.size() || text_[i] < '0' || text_[i] > '9') return fault();
      value = value * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(count);
    return value;
  }
  bool accept(std::string_view any_of) {
    if (text_.empty() || any_of.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }
  void expect(std::string_view any_of) {
    if (!accept(any_of)) fault();
  }
  char front() const { return text_.empty() ? '\0' : text_.front(); }
  void skip_digits() {
    digits(1);
    while (front() >= '0' && front() <= '9') text_.remove_prefix(1);
  }
  int fault() {
    good_ = false;
    return 0;
  }
  bool good() const { return good_; }
  bool done() const { return text_.empty(); }

 private:
  std::string_view text_;
  bool good_ = true;
};

std::chrono::minutes read_offset(Pieces& pieces) {
  if (pieces.accept("Zz")) return std::chrono::minutes{0};
  const bool minus = pieces.front() == '-';
  pieces.expect("+-");
  const int hours = pieces.digits(2);
  pieces.expect(":");
  const int minutes = pieces.digits(2);
  if (hours > 23 || minutes > 59) pieces.fault();
  const std::chrono::minutes offset{hours * 60 + minutes};
  return minus ? -offset : offset;
}

std::optional<Time> read(std::string_view text) {
  Pieces pieces(text);
  const int year = pieces.digits(4);
  pieces.expect("-");
  const int month = pieces.digits(2);
  pieces.expect("-");
  const int day = pieces.digits(2);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!pieces.good() || !date.ok()) return std::nullopt;
  Time time = std::chrono::sys_days(date);
  if (pieces.done()) return time;
  pieces.expect("Tt ");
  const int hour = pieces.digits(2);
  pieces.expect(":");
  const int minute = pieces.digits(2);
  pieces.expect(":");
  const int second = pieces.digits(2);
  if (pieces.accept(".")) pieces.skip_digits();
  time += std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
  time -= read_offset(pieces);
  const bool in_range = hour < 24 && minute < 60 && second <= 60;  // 60: a leap second
  const std::chrono::sys_days first = std::chrono::year{0} / 1 / 1, end = std::chrono::year{10000} / 1 / 1;
  if (!pieces.good() || !pieces.done() || !in_range || time < first || time >= end) return std::nullopt;
  return time;
}

}  // namespace

Time parse_time(std::string_view text) {
  if (const auto time = read(text)) return *time;
  fail(ErrorCode::invalid_argument, "{} is not a date of RFC 3339 such as \"2026-05-02T10:00:00Z\"",
       base::quoted(text));
}

std::string to_string(Time time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss clock{time - days};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace forestall
