// SPDX-License-Identifier: GPL-2.0-or-later
// Wire copy as run by outlets, and lookalikes: articles whose stories are known.
#pragma once

#include "common/fields/article.h"
#include "tests/unit/random_archive.h"

#include <string>
#include <vector>

namespace test {

/// An article, and which report it is a copy of.
struct Copy {
  dateline::Article article;
  int report = 0;
};

/// What an archive receives in a few weeks, in order of arrival:
/// - reports of an agency, each run by up to seven outlets: trimmed from the end, cut by 10 to 60 %
///   of its sentences, with paragraphs reordered, another lead, other words here and there, nearly
///   always another headline, and each outlet's own closing lines
/// - rival reports of the same events, which quote the same speeches and share background, up to a
///   third of the text, word for word
/// - daily reports that are one form filled in with other figures
/// - round-ups that hold short forms of several reports
std::vector<Copy> wire_copies(Random& random, int events);

}  // namespace test
