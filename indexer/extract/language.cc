// SPDX-License-Identifier: GPL-2.0-or-later
// CLD2 knows names, codes and texts of languages; this keeps its calls in one place.
#include "indexer/extract/language.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <cctype>

#include <cld2/public/compact_lang_det.h>

namespace dateline {
namespace {

/// Enough for a reliable answer; more would only cost time.
constexpr std::size_t kSampleBytes = 1500;

}  // namespace

std::string language_code(std::string_view stated) {
  std::string name(text::trim(stated));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  // A region or script subtag does not matter to a stemmer.
  name.resize(std::min(name.find_first_of("-_"), name.size()));
  if (name.empty()) return "";
  const CLD2::Language language = CLD2::GetLanguageFromName(name.c_str());
  if (language == CLD2::UNKNOWN_LANGUAGE) return "";
  return CLD2::LanguageCode(language);
}

std::string detect_language(std::string_view text) {
  const std::string_view sample = text::cut(text, kSampleBytes);
  bool reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(
      sample.data(), static_cast<int>(sample.size()), /*is_plain_text=*/true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return "und";
  return CLD2::LanguageCode(language);
}

}  // namespace dateline
