#include "engine/train/tokenizer_training.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/text/bpe_trainer.h"
#include "engine/text/character_trainer.h"
#include "engine/text/tokenizer_file.h"
#include "engine/text/word_piece_trainer.h"
#include "engine/train/data_readers.h"
#include "engine/train/task_encoder.h"
#include "engine/train/word_tokens.h"

namespace vitrine::train {

namespace {

using SharedTokenizer = std::shared_ptr<const text::Tokenizer>;

/// The texts that a model of the job reads, each by itself.
Expected<void> forEachTrainingText(
    const TrainingJob& job, const std::function<void(std::string_view)>& onText) {
    const auto forEachRow = [&](const auto& data, const auto& textsOf) -> Expected<void> {
        if (!data) {
            return Unexpected(data.error());
        }
        for (const auto& row : data->rows) {
            for (const std::string& text : textsOf(row)) {
                onText(text);
            }
        }
        return {};
    };
    using Texts = std::vector<std::string>;
    switch (job.objective) {
    case TrainingObjective::Classification:
        return forEachRow(
            readLabelledTexts(job.training, job.columns), [](const LabelledText& row) {
                return Texts{row.text, row.second};
            });
    case TrainingObjective::Tagging:
        return forEachRow(readTaggedWords(job.training, job.columns),
            [](const TaggedWords& row) { return Texts{joinedWords(row.words).text}; });
    case TrainingObjective::QuestionAnswering:
        return forEachRow(readAnsweredQuestions(job.training), [](const AnsweredQuestion& row) {
            return Texts{row.question, row.context};
        });
    case TrainingObjective::Instruction:
        return forEachRow(
            readPromptAnswers(job.training, job.columns), [](const PromptAnswer& row) {
                return Texts{promptText(row.prompt), row.answer};
            });
    case TrainingObjective::NextToken:
    case TrainingObjective::MaskedToken:
        break;
    }
    std::vector<DataProblem> problems;
    for (const auto& source : job.training) {
        const auto read = forEachText(source, job.columns, problems,
            [&](std::string_view text, std::size_t /*line*/) -> Expected<void> {
                onText(text);
                return {};
            });
        if (!read) {
            return read;
        }
    }
    return {};
}

template <typename Trainer>
Expected<SharedTokenizer> learn(Trainer trainer, const TrainingJob& job) {
    auto read = forEachTrainingText(job, [&](std::string_view text) { trainer.add(text); });
    if (!read) {
        return Unexpected(read.error());
    }
    return trainer.train().transform(
        [](auto&& tokenizer) { return SharedTokenizer(std::move(tokenizer)); });
}

} // namespace

Expected<SharedTokenizer> makeTokenizer(const TrainingJob& job) {
    switch (job.tokenizer.source) {
    case TokenizerSource::Characters: {
        text::CharacterTrainingOptions options;
        options.minimumCount = job.tokenizer.minimumCount;
        return learn(text::CharacterTrainer(options), job);
    }
    case TokenizerSource::ByteLevelBpe: {
        text::BpeTrainingOptions options;
        options.vocabularySize = job.tokenizer.vocabularySize;
        return learn(text::BpeTrainer(options), job);
    }
    case TokenizerSource::WordPiece: {
        text::WordPieceTrainingOptions options;
        options.vocabularySize = job.tokenizer.vocabularySize;
        options.minimumCount = job.tokenizer.minimumCount;
        return learn(text::WordPieceTrainer(options), job);
    }
    case TokenizerSource::Folder:
        break;
    }
    return text::loadTokenizer(job.tokenizer.folder).transform([](auto&& tokenizer) {
        return SharedTokenizer(std::move(tokenizer));
    });
}

} // namespace vitrine::train
