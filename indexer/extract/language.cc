// SPDX-License-Identifier: GPL-2.0-or-later
// CLD2 recognises the language of a text.
#include "indexer/extract/language.h"

#include "common/text/language.h"
#include "common/text/utf8.h"

#include <cld2/public/compact_lang_det.h>

namespace dateline {
namespace {

/// Enough for a reliable answer; more would only cost time.
constexpr std::size_t kSampleBytes = 1500;

}  // namespace

std::string detect_language(std::string_view text) {
  const std::string_view sample = text::cut(text, kSampleBytes);
  bool reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(
      sample.data(), static_cast<int>(sample.size()), /*is_plain_text=*/true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return "und";
  return current_language_code(CLD2::LanguageCode(language));
}

}  // namespace dateline
