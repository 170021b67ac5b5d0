#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/train/text_lines.h"
#include "engine/values/data_rows.h"
#include "engine/values/data_source.h"
#include "engine/values/expected.h"

namespace vitrine::train {

/// Every text of a source, with its line: the lines of a file or of all text files of a folder
/// (.txt, by name), or the text column of a table or of JSON lines. Stops at the first error of
/// `onText`. Errors: those of reading.
Expected<void> forEachText(const CorpusFile& source, const DataColumns& columns,
    std::vector<DataProblem>& problems, const LineFunction& onText);

/// Rows of tables and JSON lines, or a folder that has a folder of text files for each label.
/// Errors: those of reading; DatasetTooSmall where no row is left.
Expected<DataRows<LabelledText>> readLabelledTexts(
    std::span<const CorpusFile> sources, const DataColumns& columns);

/// CoNLL files: a word and its tag in the first and the last column, sentences parted by an empty
/// line; JSON lines with two lists, of words (the text column) and of tags (the label column). Tags
/// become BIO: IOB1 and BIOES or BMES say the same in other letters (Ramshaw & Marcus 1995).
/// Errors: as above; OptionInvalid for other formats.
Expected<DataRows<TaggedWords>> readTaggedWords(
    std::span<const CorpusFile> sources, const DataColumns& columns);

/// SQuAD's JSON (Rajpurkar et al. 2016, 2018), whose answers are counted in characters; the first
/// of several answers is taken. One that stands elsewhere is moved to its nearest place. Errors: as
/// above; the JSON errors.
Expected<DataRows<AnsweredQuestion>> readAnsweredQuestions(std::span<const CorpusFile> sources);

/// Rows of tables and JSON lines; a second column that is not empty follows the prompt on a line of
/// its own. Errors: as above.
Expected<DataRows<PromptAnswer>> readPromptAnswers(
    std::span<const CorpusFile> sources, const DataColumns& columns);

/// A row that is held out of the training data for validation: so large a share of all, drawn by
/// the seed, and never the first, lest nothing be left to learn.
bool isHeldOut(std::size_t row, double share, std::uint64_t seed);

} // namespace vitrine::train
