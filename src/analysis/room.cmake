# SPDX-License-Identifier: Apache-2.0
forestall_room(analysis SOURCES analyzer.cpp characters.cpp compounds.cpp detect.cpp elision.cpp folded_run.cpp function_words.cpp graphemes.cpp html_text.cpp identifiers.cpp joined.cpp joined_terms.cpp language.cpp letters.cpp
  normalizer.cpp markdown_source.cpp markdown_text.cpp plain_text.cpp public.cpp scanner.cpp script_variants.cpp segments.cpp session.cpp stem_exceptions.cpp suffixes.cpp word_cache.cpp word_terms.cpp
  LINK ICU::uc ICU::i18n Forestall::stemmer Forestall::cld2 PkgConfig::CMARK PkgConfig::LIBXML2 forestall_base)
forestall_word_lists(analysis words/compounds compound_words)
forestall_word_lists(analysis words/pairs word_pairs)
forestall_word_lists(analysis words/stems stems)
forestall_word_lists(analysis words/suffixes suffixes)
forestall_word_lists(analysis words/function function_words)
