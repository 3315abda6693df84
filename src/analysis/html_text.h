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

/// The text of HTML, by libxml2's push parser: no tree, no recursion, no network.
std::string html_text(std::string_view html, HtmlListener* listener = nullptr);

}  // namespace forestall::analysis
