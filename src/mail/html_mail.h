// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mail/lines.h"

namespace forestall::mail {

/// The text of an HTML mail, as `plain_text` gives it, and its lines with what the elements around them say.
struct HtmlMail {
  std::string text;
  std::vector<Line> lines;  // views of text
};

void read_html(std::string_view html, HtmlMail& out);

}  // namespace forestall::mail
