// SPDX-License-Identifier: Apache-2.0
#include <cmark.h>

#include <memory>

#include "analysis/analyzer.h"
#include "analysis/html_text.h"

namespace forestall::analysis {
namespace {

struct NodeFree {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct IteratorFree {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

void append(std::string& out, const char* text) {
  if (text != nullptr) out += text;
}

void end_block(std::string& out) {
  if (!out.empty() && out.back() != '\n') out.push_back('\n');
}

void add_node(cmark_node* node, std::string& out) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      append(out, cmark_node_get_literal(node));
      break;
    case CMARK_NODE_CODE_BLOCK:
      append(out, cmark_node_get_literal(node));
      end_block(out);
      break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      out.push_back('\n');
      break;
    case CMARK_NODE_HTML_BLOCK: {
      const char* html = cmark_node_get_literal(node);
      if (html != nullptr) out += html_text(html);
      end_block(out);
      break;
    }
    default:
      break;
  }
}

std::string markdown_text(std::string_view markdown) {
  const std::unique_ptr<cmark_node, NodeFree> document(
      cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT));
  const std::unique_ptr<cmark_iter, IteratorFree> iterator(cmark_iter_new(document.get()));
  std::string out;
  for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event == CMARK_EVENT_ENTER) {
      add_node(node, out);
    } else {
      const cmark_node_type type = cmark_node_get_type(node);
      if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || type == CMARK_NODE_ITEM) end_block(out);
    }
  }
  return out;
}

}  // namespace

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
