#include "engine/train/tokenizer_training.h"

#include <utility>

#include "engine/text/bpe_trainer.h"
#include "engine/text/character_trainer.h"
#include "engine/text/tokenizer_file.h"
#include "engine/text/word_piece_trainer.h"
#include "engine/train/text_lines.h"

namespace vitrine::train {

namespace {

using SharedTokenizer = std::shared_ptr<const text::Tokenizer>;

template <typename Trainer>
Expected<SharedTokenizer> learn(Trainer trainer, const std::vector<CorpusFile>& files) {
    for (const auto& [file, repeat] : files) {
        auto read = forEachLine(file, [&](std::string_view line, std::size_t) -> Expected<void> {
            trainer.add(line);
            return {};
        });
        if (!read) {
            return Unexpected(read.error());
        }
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
        return learn(text::CharacterTrainer(options), job.training);
    }
    case TokenizerSource::ByteLevelBpe: {
        text::BpeTrainingOptions options;
        options.vocabularySize = job.tokenizer.vocabularySize;
        return learn(text::BpeTrainer(options), job.training);
    }
    case TokenizerSource::WordPiece: {
        text::WordPieceTrainingOptions options;
        options.vocabularySize = job.tokenizer.vocabularySize;
        options.minimumCount = job.tokenizer.minimumCount;
        return learn(text::WordPieceTrainer(options), job.training);
    }
    case TokenizerSource::Folder:
        break;
    }
    return text::loadTokenizer(job.tokenizer.folder).transform([](auto&& tokenizer) {
        return SharedTokenizer(std::move(tokenizer));
    });
}

} // namespace vitrine::train
