#include "app/workspace/recipe_presets.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

#include "engine/api/model_library.h"

namespace vitrine::app {

namespace {

constexpr const char* context = "RecipePresets";

constexpr std::array texts{
    TextAtHand{
        "poems", "poems-zh.txt", QT_TRANSLATE_NOOP("RecipePresets", "Tang poems (Chinese)"), "zh"},
    TextAtHand{
        "fables", "fables-en.txt", QT_TRANSLATE_NOOP("RecipePresets", "Fables (English)"), "en"},
};

constexpr std::array presets{
    RecipePreset{"fables-new", QT_TRANSLATE_NOOP("RecipePresets", "Fables, a new GPT"),
        QT_TRANSLATE_NOOP("RecipePresets",
            "Watch the samples: noise, then letters in fair shares, then words, then phrases of a "
            "fable. The loss falls fast at first and slower and slower after; where validation "
            "turns up while training falls on, the model has begun to learn by heart.")},
    RecipePreset{"tuned", QT_TRANSLATE_NOOP("RecipePresets", "The loaded model, fine-tuned"),
        QT_TRANSLATE_NOOP("RecipePresets",
            "Watch the samples: before the first step the model goes on as it learned to; after "
            "some dozens of steps it writes as this text does. Afterwards compare it with its base "
            "in any lens.")},
    RecipePreset{"poems-new", QT_TRANSLATE_NOOP("RecipePresets", "Tang poems, a new GPT"),
        QT_TRANSLATE_NOOP("RecipePresets",
            "Watch how few texts there are: the training loss goes on falling long after that of "
            "validation has turned, and the samples become lines that stand in the book.")},
    RecipePreset{"fables-bert", QT_TRANSLATE_NOOP("RecipePresets", "Fables, a new BERT"),
        QT_TRANSLATE_NOOP("RecipePresets",
            "Watch the words that it puts in the place of hidden ones: first the commonest "
            "everywhere, then such as fit between their neighbours.")},
};

const TextAtHand& textNamed(std::string_view key) {
    return *std::ranges::find_if(texts, [&](const TextAtHand& text) { return text.key == key; });
}

TrainingJob fableJob() {
    TrainingJob job;
    job.training = {{pathOf(textNamed("fables")), 1}};
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

TrainingJob poemJob() {
    auto job = fableJob();
    job.training = {{pathOf(textNamed("poems")), 1}};
    return job;
}

TrainingJob bertJob() {
    auto job = fableJob();
    job.objective = TrainingObjective::MaskedToken;
    job.tokenizer = {TokenizerSource::WordPiece, 800, 1, {}};
    job.options.steps = 3000;
    return job;
}

} // namespace

std::span<const TextAtHand> textsAtHand() {
    return texts;
}

std::filesystem::path pathOf(const TextAtHand& text) {
    return api::ModelLibrary::defaultFolder().parent_path() / "texts" / text.file;
}

QString textName(const TextAtHand& text) {
    return QCoreApplication::translate(context, text.name);
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

TrainingRecipe presetRecipe(std::string_view key, const ModelInfo* loaded) {
    const auto preset = std::ranges::find_if(
        presets, [&](const RecipePreset& known) { return known.key == key; });
    TrainingRecipe recipe;
    recipe.name = presetName(*preset);
    const bool ofLoaded = key == "tuned" && loaded;
    const bool chinese
        = ofLoaded ? std::ranges::count(loaded->languages, "zh") > 0 : key == "poems-new";
    recipe.texts = probeTexts(chinese ? "zh" : "en");
    recipe.job = key == "fables-bert" ? bertJob() : chinese ? poemJob() : fableJob();
    if (ofLoaded) {
        recipe.job = fineTuning(recipe.job, *loaded);
    }
    return recipe;
}

TrainingJob fineTuning(TrainingJob job, const ModelInfo& loaded) {
    job.objective = loaded.abilities.continues ? TrainingObjective::NextToken
                                               : TrainingObjective::MaskedToken;
    job.model = {.folder = loaded.path};
    job.tokenizer = {TokenizerSource::Folder, 0, 1, loaded.path};
    job.options.blockLength = std::min(job.options.blockLength, loaded.contextLength);
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

ProbeTexts probeTexts(std::string_view language) {
    if (language == "zh") {
        return {{"春", "明月"}, "白日依山尽，黄河入海流。", 24};
    }
    return {{"A fox", "The old man"}, "The fox looked up at the crow", 48};
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
