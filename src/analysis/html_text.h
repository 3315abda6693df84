// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace forestall::analysis {

/// The attributes of an element that has just begun.
class HtmlAttributes {
 public:
  explicit HtmlAttributes(const unsigned char** pairs) : pairs_(pairs) {}
  bool any() const { return pairs_ != nullptr; }
  bool has(std::string_view name) const;
  std::string_view value(std::string_view name) const;  ///< empty: it has none of that name

 private:
  const unsigned char** pairs_;  // name, value, …, null
};

/// Is told of each element while the text is gathered; `at` is where in the text it begins or ends.
class HtmlListener {
 public:
  virtual ~HtmlListener() = default;
  virtual void opened(std::string_view name, const HtmlAttributes& attributes, std::size_t at) = 0;
  virtual void closed(std::string_view name, std::size_t at) = 0;
};

/// Whether an element's words stand on lines of their own.
bool breaks_line(std::string_view name);

/// Whether an element's words are not part of the words beside them, on the same line.
bool stands_apart(std::string_view name);

/// The text of HTML, by libxml2's push parser: no tree, no recursion, no network.
std::string html_text(std::string_view html, HtmlListener* listener = nullptr);

}  // namespace forestall::analysis
