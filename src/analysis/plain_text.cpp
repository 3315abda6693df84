// SPDX-License-Identifier: Apache-2.0
#include "analysis/analyzer.h"
#include "analysis/html_text.h"
#include "analysis/markdown_text.h"

namespace forestall::analysis {

std::string plain_text(std::string_view body, BodyFormat format) {
  switch (format) {
    case BodyFormat::plain:
      break;
    case BodyFormat::markdown:
      return markdown_text(body);
    case BodyFormat::html:
      return html_text(body);
  }
  return std::string(body);
}

}  // namespace forestall::analysis
