# SPDX-License-Identifier: Apache-2.0
forestall_room(analysis SOURCES analyzer.cpp characters.cpp compounds.cpp detect.cpp elision.cpp function_words.cpp graphemes.cpp html_text.cpp identifiers.cpp language.cpp
  normalizer.cpp markdown_source.cpp markdown_text.cpp plain_text.cpp public.cpp scanner.cpp segments.cpp word_cache.cpp
  LINK ICU::uc ICU::i18n Forestall::stemmer Forestall::cld2 PkgConfig::CMARK PkgConfig::LIBXML2 forestall_base)
file(READ ${PROJECT_SOURCE_DIR}/data/words/de_compounds.txt words)
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/de_compounds.inc CONTENT "R\"words(@words@)words\"")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/words/de_compounds.txt)
forestall_word_lists(analysis words/function function_words)
