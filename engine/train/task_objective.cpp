#include "engine/train/task_objective.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/train/data_readers.h"
#include "engine/train/encoded_examples.h"
#include "engine/train/job_network.h"
#include "engine/train/language_model_loss.h"
#include "engine/train/shuffle.h"
#include "engine/train/task_encoder.h"
#include "engine/train/task_loss.h"

namespace vitrine::train {

namespace {

using SharedTokenizer = std::shared_ptr<const text::Tokenizer>;
using Labels = std::vector<std::string>;

template <typename Row>
struct SplitRows {
    std::vector<Row> training;
    std::vector<Row> validation;
    std::vector<DataProblem> problems;
};

/// Which of so many rows are held out: the share of them, drawn by the seed.
std::vector<char> heldOutRows(std::size_t count, double share, std::uint64_t seed) {
    std::vector<char> heldOut(count, 0);
    std::fill_n(heldOut.begin(), std::lround(share * static_cast<double>(count)), 1);
    std::mt19937_64 random(seed);
    shuffle(heldOut, random);
    return heldOut;
}

/// Takes the row over as often as it is to be seen: all its copies are on one side.
template <typename Row>
void take(const DataRows<Row>& from, std::size_t row, std::vector<Row>& to) {
    to.insert(to.end(), static_cast<std::size_t>(from.repeats[row]), from.rows[row]);
}

/// Validation rows come from files of their own, or else from those that are held out.
template <typename Row, typename Read>
Expected<SplitRows<Row>> splitRows(const TrainingJob& job, const Read& read) {
    auto all = read(job.training);
    if (!all) {
        return Unexpected(all.error());
    }
    SplitRows<Row> split;
    split.problems = std::move(all->problems);
    const double share = job.validation.empty() ? job.validationShare : 0;
    const auto heldOut = heldOutRows(all->rows.size(), share, job.options.seed);
    for (std::size_t i = 0; i < all->rows.size(); ++i) {
        take(*all, i, heldOut[i] != 0 ? split.validation : split.training);
    }
    if (!job.validation.empty()) {
        auto others = read(job.validation);
        if (!others) {
            return Unexpected(others.error());
        }
        for (std::size_t i = 0; i < others->rows.size(); ++i) {
            take(*others, i, split.validation);
        }
        split.problems.insert(
            split.problems.end(), others->problems.begin(), others->problems.end());
    }
    return split;
}

/// What an encoding gives for one row: an example, or several.
void append(std::vector<EncodedExample>& examples, EncodedExample&& example) {
    examples.push_back(std::move(example));
}
void append(std::vector<EncodedExample>& examples, std::vector<EncodedExample>&& more) {
    std::ranges::move(more, std::back_inserter(examples));
}

template <typename Row>
std::size_t lineOf(const Row& row) {
    if constexpr (requires { row.line; }) {
        return row.line;
    }
    return 0;
}

/// The file of rows, where there is one alone.
std::filesystem::path onlyFile(const std::vector<CorpusFile>& files) {
    return files.size() == 1 ? files.front().file : std::filesystem::path();
}

/// Rows with labels that the model does not have are left out and listed.
template <typename Row, typename Encode>
Expected<std::shared_ptr<const EncodedDataset>> encoded(const std::vector<Row>& rows,
    const std::filesystem::path& file, bool targetsByToken, const Encode& encode,
    std::vector<DataProblem>& problems) {
    auto dataset = std::make_shared<EncodedDataset>();
    dataset->targetsByToken = targetsByToken;
    for (const auto& row : rows) {
        auto example = encode(row);
        if (example) {
            append(dataset->examples, *std::move(example));
        } else if (example.error().subject == "label") {
            problems.push_back(
                {file, lineOf(row), DataProblemKind::LabelUnknown, example.error().place});
        } else {
            return Unexpected(example.error());
        }
    }
    return dataset;
}

template <typename Row, typename Encode>
Expected<void> fillData(SplitRows<Row>& rows, const TrainingJob& job, const Encode& encode,
    bool targetsByToken, Objective& objective) {
    const auto training
        = encoded(rows.training, onlyFile(job.training), targetsByToken, encode, rows.problems);
    const auto& others = job.validation.empty() ? job.training : job.validation;
    const auto validation
        = encoded(rows.validation, onlyFile(others), targetsByToken, encode, rows.problems);
    if (!training || !validation) {
        return Unexpected(training ? validation.error() : training.error());
    }
    if ((*training)->examples.empty()) {
        const auto file = job.training.front().file.string();
        return Unexpected(Error{ErrorCode::DatasetTooSmall, file, "0, 1",
            file + ": the files hold no row to train on."});
    }
    const auto batch = static_cast<std::size_t>(job.options.batchSize);
    objective.data
        = {EncodedExamples::source(*training, batch), EncodedExamples::source(*validation, batch)};
    for (const auto& example : (*training)->examples) {
        objective.trainingTokens += static_cast<std::int64_t>(example.input.ids.size());
    }
    objective.problems = std::move(rows.problems);
    return {};
}

/// What the head of a task has no use for: it would only decay.
void freezeOtherHeads(models::TaskNetworkImpl& network) {
    constexpr std::array Others{"maskedTokenHead.", "nextSentenceHead.", "unembedding."};
    const auto config = network.base->configuration();
    const auto* bert = std::get_if<models::BertConfig>(&config);
    const bool readsPooler = network.task.kind == TaskKind::Classification && bert
        && bert->family == models::BertFamily::Bert;
    for (auto& item : network.base->named_parameters()) {
        const auto& name = item.key();
        const bool other = std::ranges::any_of(
            Others, [&](const char* prefix) { return name.starts_with(prefix); });
        if (other || (!readsPooler && name.starts_with("pooler."))) {
            item.value().requires_grad_(false);
        }
    }
}

bool hasLabels(const Task& task, const Labels& labels) {
    return std::ranges::all_of(labels, [&](const auto& label) {
        return std::ranges::find(task.labels, label) != task.labels.end();
    });
}

/// The head that the model has, where it suits; else a new one.
Expected<models::TaskNetwork> headOf(
    const TrainingJob& job, const JobNetwork& made, TaskKind kind, const Labels& labels) {
    const auto& known = made.description.task;
    const bool goesOn = known && known->kind == kind && hasLabels(*known, labels);
    auto network = models::withNewHead(
        made.network, goesOn ? *known : Task{kind, labels}, job.options.dropout, job.options.seed);
    if (network && goesOn) {
        if (auto filled = models::fillHead(*network, job.model.folder); !filled) {
            return Unexpected(filled.error());
        }
    }
    return network;
}

Expected<Objective> withHead(
    const TrainingJob& job, const SharedTokenizer& tokenizer, TaskKind kind, const Labels& labels) {
    const auto made = encoderOf(job, *tokenizer);
    if (!made) {
        return Unexpected(made.error());
    }
    return headOf(job, *made, kind, labels).map([&](models::TaskNetwork network) {
        freezeOtherHeads(*network);
        Objective objective;
        objective.network = made->network;
        objective.task = network;
        objective.description = made->description;
        objective.loss = taskLoss(network, job.options.labelSmoothing);
        return objective;
    });
}

TaskEncoder encoderFor(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    return {tokenizer, static_cast<std::size_t>(job.options.blockLength)};
}

Expected<Objective> classification(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    auto rows = splitRows<LabelledText>(
        job, [&](const auto& files) { return readLabelledTexts(files, job.columns); });
    if (!rows) {
        return Unexpected(rows.error());
    }
    auto objective = withHead(job, tokenizer, TaskKind::Classification, labelsOf(rows->training));
    if (!objective) {
        return objective;
    }
    const auto encoder = encoderFor(job, tokenizer);
    const auto encode = [&](const LabelledText& row) {
        return encoder.labelled(row, objective->task->task.labels);
    };
    return fillData(*rows, job, encode, /*targetsByToken=*/false, *objective).map([&] {
        return *objective;
    });
}

Expected<Objective> tagging(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    auto rows = splitRows<TaggedWords>(
        job, [&](const auto& files) { return readTaggedWords(files, job.columns); });
    if (!rows) {
        return Unexpected(rows.error());
    }
    auto objective = withHead(job, tokenizer, TaskKind::Tagging, labelsOf(rows->training));
    if (!objective) {
        return objective;
    }
    const auto encoder = encoderFor(job, tokenizer);
    const auto encode
        = [&](const TaggedWords& row) { return encoder.tagged(row, objective->task->task.labels); };
    return fillData(*rows, job, encode, /*targetsByToken=*/true, *objective).map([&] {
        return *objective;
    });
}

Expected<Objective> questionAnswering(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    auto rows = splitRows<AnsweredQuestion>(
        job, [](const auto& files) { return readAnsweredQuestions(files); });
    if (!rows) {
        return Unexpected(rows.error());
    }
    auto objective = withHead(job, tokenizer, TaskKind::QuestionAnswering, {});
    if (!objective) {
        return objective;
    }
    const auto encoder = encoderFor(job, tokenizer);
    const auto encode = [&](const AnsweredQuestion& row) { return encoder.answered(row); };
    return fillData(*rows, job, encode, /*targetsByToken=*/false, *objective).map([&] {
        return *objective;
    });
}

/// Examples must have room for the special tokens and something between them.
Expected<void> checkRoom(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    const auto least = static_cast<int>(tokenizer.layout().pairSize()) + 2;
    if (job.options.blockLength >= least) {
        return {};
    }
    return Unexpected(Error{ErrorCode::OptionInvalid, "block_length",
        std::to_string(job.options.blockLength) + ", at least " + std::to_string(least),
        "The examples are too short for a pair of texts."});
}

} // namespace

Expected<Objective> taskObjective(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    if (auto room = checkRoom(job, *tokenizer); !room) {
        return Unexpected(room.error());
    }
    switch (job.objective) {
    case TrainingObjective::Tagging:
        return tagging(job, tokenizer);
    case TrainingObjective::QuestionAnswering:
        return questionAnswering(job, tokenizer);
    default:
        return classification(job, tokenizer);
    }
}

Expected<Objective> instructionObjective(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    auto rows = splitRows<PromptAnswer>(
        job, [&](const auto& files) { return readPromptAnswers(files, job.columns); });
    if (!rows) {
        return Unexpected(rows.error());
    }
    const auto made = decoderOf(job, *tokenizer);
    if (!made) {
        return Unexpected(made.error());
    }
    if (!made->network->shape().causal) {
        return headMissing(job, "next-token head");
    }
    Objective objective;
    objective.network = made->network;
    objective.description = made->description;
    objective.description.task.reset();
    objective.loss = languageModelLoss(made->network, job.options.labelSmoothing);
    const auto encoder = encoderFor(job, tokenizer);
    const auto encode = [&](const PromptAnswer& row) { return encoder.instructed(row); };
    return fillData(*rows, job, encode, /*targetsByToken=*/true, objective).map([&] {
        return objective;
    });
}

} // namespace vitrine::train
