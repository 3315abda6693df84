// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace forestall::analysis {

/// The text of Markdown, by cmark: with the text of footnotes and of images, without tags.
std::string markdown_text(std::string_view markdown);

/// What cmark is given. The labels of footnotes are taken out: CommonMark would read their text as the address of a
/// link and drop it. Brackets after the thousandth of a paragraph become blanks: cmark's time grows with their square.
std::string markdown_source(std::string_view markdown);

}  // namespace forestall::analysis
