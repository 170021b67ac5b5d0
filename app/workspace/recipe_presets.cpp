#include "app/workspace/recipe_presets.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string>

#include "engine/api/model_library.h"
#include "engine/api/training_run.h"

namespace vitrine::app {

namespace {

using Objective = TrainingObjective;

constexpr const char* context = "RecipePresets";
constexpr double heldOutShare = 0.1; // of a text

constexpr std::array allData{
    DataAtHand{"poems", "texts/poems-zh.txt",
        QT_TRANSLATE_NOOP("RecipePresets", "Tang poems (Chinese)"), "zh", Objective::NextToken},
    DataAtHand{"fables", "texts/fables-en.txt",
        QT_TRANSLATE_NOOP("RecipePresets", "Fables (English)"), "en", Objective::NextToken},
    DataAtHand{"sentiment-en", "data/sentiment-en.csv",
        QT_TRANSLATE_NOOP("RecipePresets", "Opinions (English)"), "en", Objective::Classification},
    DataAtHand{"sentiment-zh", "data/sentiment-zh.csv",
        QT_TRANSLATE_NOOP("RecipePresets", "Opinions (Chinese)"), "zh", Objective::Classification},
    DataAtHand{"entities-en", "data/entities-en.conll",
        QT_TRANSLATE_NOOP("RecipePresets", "Names in sentences (English)"), "en",
        Objective::Tagging},
    DataAtHand{"entities-zh", "data/entities-zh.conll",
        QT_TRANSLATE_NOOP("RecipePresets", "Names in sentences (Chinese)"), "zh",
        Objective::Tagging},
    DataAtHand{"questions-en", "data/questions-en.json",
        QT_TRANSLATE_NOOP("RecipePresets", "Questions about texts (English)"), "en",
        Objective::QuestionAnswering},
    DataAtHand{"questions-zh", "data/questions-zh.json",
        QT_TRANSLATE_NOOP("RecipePresets", "Questions about texts (Chinese)"), "zh",
        Objective::QuestionAnswering},
    DataAtHand{"instructions-en", "data/instructions-en.jsonl",
        QT_TRANSLATE_NOOP("RecipePresets", "Instructions and answers (English)"), "en",
        Objective::Instruction},
    DataAtHand{"instructions-zh", "data/instructions-zh.jsonl",
        QT_TRANSLATE_NOOP("RecipePresets", "Instructions and answers (Chinese)"), "zh",
        Objective::Instruction},
};

constexpr const char* watchLabels = QT_TRANSLATE_NOOP("RecipePresets",
    "Watch the probabilities of the sample sentences part: at first they are near to even, then "
    "the right label takes over. The validation loss tells whether it holds for sentences that "
    "were not learned.");
constexpr const char* watchNames = QT_TRANSLATE_NOOP("RecipePresets",
    "Watch the brackets: at first they stand anywhere, for the head is new; then nothing is "
    "marked, "
    "for most words are no names; then places and people appear, one kind after the other.");
constexpr const char* watchAnswers = QT_TRANSLATE_NOOP("RecipePresets",
    "Watch the answers shrink from any part of the text to the words that were asked for. The data "
    "is small: validation shows how little it carries over to other texts.");
constexpr const char* watchInstructions = QT_TRANSLATE_NOOP("RecipePresets",
    "Only the tokens of the answers count, and only small matrices beside the model's own learn "
    "(LoRA). Watch the samples turn from going on with the prompt to answering it.");
constexpr const char* watchMasks = QT_TRANSLATE_NOOP("RecipePresets",
    "Watch the words that it puts in the place of hidden ones: first the commonest everywhere, "
    "then such as fit between their neighbours.");

constexpr std::array presets{
    RecipePreset{"fables-new", QT_TRANSLATE_NOOP("RecipePresets", "Fables, a new GPT"),
        QT_TRANSLATE_NOOP("RecipePresets",
            "Watch the samples: noise, then letters in fair shares, then words, then phrases of a "
            "fable. The loss falls fast at first and slower and slower after; where validation "
            "turns up while training falls on, the model has begun to learn by heart."),
        Objective::NextToken, "en", ""},
    RecipePreset{"tuned", QT_TRANSLATE_NOOP("RecipePresets", "The loaded model, fine-tuned"),
        QT_TRANSLATE_NOOP("RecipePresets",
            "Watch the samples: before the first step the model goes on as it learned to; after "
            "some dozens of steps it writes as this text does. Afterwards compare it with its base "
            "in any lens."),
        Objective::NextToken, "", ""},
    RecipePreset{"poems-new", QT_TRANSLATE_NOOP("RecipePresets", "Tang poems, a new GPT"),
        QT_TRANSLATE_NOOP("RecipePresets",
            "Watch how few texts there are: the training loss goes on falling long after that of "
            "validation has turned, and the samples become lines that stand in the book."),
        Objective::NextToken, "zh", ""},
    RecipePreset{"fables-bert", QT_TRANSLATE_NOOP("RecipePresets", "Fables, a new BERT"),
        watchMasks, Objective::MaskedToken, "en", ""},
    RecipePreset{"poems-bert", QT_TRANSLATE_NOOP("RecipePresets", "Tang poems, a new BERT"),
        watchMasks, Objective::MaskedToken, "zh", ""},
    RecipePreset{"sentiment-en", QT_TRANSLATE_NOOP("RecipePresets", "Good or bad? (English)"),
        watchLabels, Objective::Classification, "en", "sentiment-en.json"},
    RecipePreset{"sentiment-zh", QT_TRANSLATE_NOOP("RecipePresets", "Good or bad? (Chinese)"),
        watchLabels, Objective::Classification, "zh", "sentiment-zh.json"},
    RecipePreset{"entities-en", QT_TRANSLATE_NOOP("RecipePresets", "Find the names (English)"),
        watchNames, Objective::Tagging, "en", "entities-en.json"},
    RecipePreset{"entities-zh", QT_TRANSLATE_NOOP("RecipePresets", "Find the names (Chinese)"),
        watchNames, Objective::Tagging, "zh", "entities-zh.json"},
    RecipePreset{"questions-en", QT_TRANSLATE_NOOP("RecipePresets", "Answer from a text (English)"),
        watchAnswers, Objective::QuestionAnswering, "en", "questions-en.json"},
    RecipePreset{"questions-zh", QT_TRANSLATE_NOOP("RecipePresets", "Answer from a text (Chinese)"),
        watchAnswers, Objective::QuestionAnswering, "zh", "questions-zh.json"},
    RecipePreset{"instructions-en",
        QT_TRANSLATE_NOOP("RecipePresets", "Follow instructions (English)"), watchInstructions,
        Objective::Instruction, "en", "instructions-en.json"},
    RecipePreset{"instructions-zh",
        QT_TRANSLATE_NOOP("RecipePresets", "Follow instructions (Chinese)"), watchInstructions,
        Objective::Instruction, "zh", "instructions-zh.json"},
};

std::filesystem::path resources() {
    return api::ModelLibrary::defaultFolder().parent_path();
}

const DataAtHand& dataNamed(std::string_view key) {
    return *std::ranges::find_if(allData, [&](const DataAtHand& data) { return data.key == key; });
}

TrainingJob textJob(bool chinese) {
    TrainingJob job;
    job.training = {{pathOf(dataNamed(chinese ? "poems" : "fables")), 1}};
    job.validationShare = heldOutShare;
    job.model = sized({}, ModelSize::Small);
    job.options.steps = 800;
    job.options.batchSize = 12;
    job.options.blockLength = 64;
    job.options.dropout = 0.2; // the text is short
    job.options.warmupSteps = 100;
    job.options.evaluateEvery = 50;
    job.options.checkpointEvery = 250;
    job.options.logEvery = 5;
    return job;
}

TrainingJob maskedJob(bool chinese) {
    auto job = textJob(chinese);
    job.objective = Objective::MaskedToken;
    job.tokenizer = {TokenizerSource::WordPiece, 800, 1, {}};
    job.options.steps = 3000;
    return job;
}

Expected<TrainingJob> jobOf(const RecipePreset& preset, bool chinese) {
    if (*preset.job != '\0') {
        const auto folder = resources() / "data/jobs";
        return api::TrainingRun::readJob(folder / preset.job, folder);
    }
    return preset.objective == Objective::MaskedToken ? maskedJob(chinese) : textJob(chinese);
}

bool isText(Objective objective) {
    return objective == Objective::NextToken || objective == Objective::MaskedToken;
}

} // namespace

std::vector<DataAtHand> dataAtHand(Objective objective) {
    std::vector<DataAtHand> found;
    std::ranges::copy_if(allData, std::back_inserter(found), [&](const DataAtHand& data) {
        return data.objective == (isText(objective) ? Objective::NextToken : objective);
    });
    return found;
}

std::filesystem::path pathOf(const DataAtHand& data) {
    return resources() / data.file;
}

QString dataName(const DataAtHand& data) {
    return QCoreApplication::translate(context, data.name);
}

std::span<const RecipePreset> recipePresets() {
    return presets;
}

QString presetName(const RecipePreset& preset) {
    return QCoreApplication::translate(context, preset.name);
}

QString presetWatch(const RecipePreset& preset) {
    return QCoreApplication::translate(context, preset.watch);
}

const RecipePreset& presetFor(Objective objective, std::string_view language) {
    const auto found = std::ranges::find_if(presets, [&](const RecipePreset& preset) {
        return preset.objective == objective && preset.language == language;
    });
    return found == presets.end() ? presets.front() : *found;
}

Expected<TrainingRecipe> presetRecipe(const RecipePreset& preset, const ModelInfo* loaded) {
    const bool ofLoaded = *preset.language == '\0' && loaded;
    const bool chinese = ofLoaded ? std::ranges::count(loaded->languages, "zh") > 0
                                  : std::string_view(preset.language) == "zh";
    return jobOf(preset, chinese).map([&](TrainingJob job) {
        if (ofLoaded) {
            job.objective
                = loaded->abilities.continues ? Objective::NextToken : Objective::MaskedToken;
            job = fineTuning(std::move(job), *loaded);
        }
        const auto texts = probeTexts(job.objective, chinese ? "zh" : "en");
        return TrainingRecipe{presetName(preset), std::move(job), texts};
    });
}

bool isEncoder(const TrainingJob& job) {
    return job.objective != Objective::NextToken && job.objective != Objective::Instruction;
}

bool suits(const ModelInfo& model, Objective objective) {
    switch (objective) {
    case Objective::NextToken:
    case Objective::Instruction:
        return model.abilities.continues;
    case Objective::MaskedToken:
        return model.abilities.fillsMasks && model.abilities.judgesNextSentence;
    case Objective::Classification:
    case Objective::Tagging:
    case Objective::QuestionAnswering:
        break;
    }
    return model.abilities.attends;
}

TrainingJob fineTuning(TrainingJob job, const ModelInfo& model) {
    const bool fresh = job.model.folder.empty();
    job.model = {.folder = model.path};
    job.tokenizer = {TokenizerSource::Folder, 0, 1, model.path};
    job.options.blockLength = std::min(job.options.blockLength, model.contextLength);
    if (!fresh || !isText(job.objective)) {
        return job;
    }
    job.options.steps = 120;
    job.options.batchSize = 8;
    job.options.learningRate = 3e-4; // what is learned already is not to be lost
    job.options.minLearningRate = 3e-5;
    job.options.warmupSteps = 20;
    job.options.evaluateEvery = 10;
    job.options.checkpointEvery = 60;
    job.options.logEvery = 1;
    return job;
}

std::vector<std::string> loraTargets(std::string_view architecture) {
    if (architecture == "gpt2") {
        return {"c_attn", "c_attn, attn.c_proj", "c_attn, c_proj, c_fc"};
    }
    if (architecture == "distilbert") {
        return {"q_lin, v_lin", "q_lin, k_lin, v_lin, out_lin",
            "q_lin, k_lin, v_lin, out_lin, lin1, lin2"};
    }
    if (architecture == "bert" || architecture == "roberta") {
        return {"query, value", "query, key, value, attention.output.dense",
            "query, key, value, intermediate.dense, output.dense"};
    }
    return {"q_proj, v_proj", "q_proj, k_proj, v_proj, o_proj",
        "q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj"};
}

ProbeTexts probeTexts(Objective objective, std::string_view language) {
    const bool chinese = language == "zh";
    switch (objective) {
    case Objective::Classification:
        return chinese
            ? ProbeTexts{{"这家店的面很好吃。", "等了一个小时，汤还是凉的。"},
                "房间很小，但是很干净。", 24}
            : ProbeTexts{{"The soup was warm and the waiter kind.", "It broke on the first day."},
                "The room was small, but very clean.", 24};
    case Objective::Tagging:
        return chinese
            ? ProbeTexts{{"王芳昨天从北京去了上海。", "李明在新华书店工作。"}, "王芳住在杭州。", 24}
            : ProbeTexts{{"Anna Berg flew from Oslo to Rome.", "The bank in Paris is closed."},
                "Tom lives in London.", 24};
    case Objective::QuestionAnswering:
        return chinese
            ? ProbeTexts{{"她住在哪里？", "谁住在杭州？"}, "王芳住在杭州，她是老师。", 24}
            : ProbeTexts{{"Where does she live?", "Who lives in Rome?"},
                "Anna lives in Rome. She is a teacher.", 24};
    case Objective::Instruction:
        return chinese ? ProbeTexts{{"一年有几个月？", "说出三种水果。"}, "一年有几个月？", 24}
                       : ProbeTexts{{"Name three colours.", "How many days are there in a week?"},
                           "How many days are there in a week?", 32};
    case Objective::NextToken:
    case Objective::MaskedToken:
        break;
    }
    return chinese ? ProbeTexts{{"春", "明月"}, "白日依山尽，黄河入海流。", 24}
                   : ProbeTexts{{"A fox", "The old man"}, "The fox looked up at the crow", 48};
}

ModelShape sized(ModelShape shape, ModelSize size) {
    struct Sizes {
        int layers;
        int heads;
        int width;
    };
    constexpr std::array sizes{Sizes{2, 4, 64}, Sizes{4, 4, 128}, Sizes{6, 6, 192}};
    const auto& wanted = sizes.at(static_cast<std::size_t>(size));
    shape.layers = wanted.layers;
    shape.heads = wanted.heads;
    shape.modelWidth = wanted.width;
    return shape;
}

} // namespace vitrine::app
