#include "app/workspace/recipe_json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "engine/api/training_run.h"

namespace vitrine::app {

namespace {

QString key(const char* name) {
    return QString::fromLatin1(name);
}

} // namespace

QJsonObject writeRecipeTexts(const TrainingRecipe& recipe) {
    QJsonArray prompts;
    for (const auto& prompt : recipe.texts.prompts) {
        prompts.append(QString::fromStdString(prompt));
    }
    return {{key("name"), recipe.name}, {key("prompts"), prompts},
        {key("sentence"), QString::fromStdString(recipe.texts.sentence)},
        {key("sampleTokens"), recipe.texts.sampleTokens}};
}

void readRecipeTexts(const QJsonObject& json, TrainingRecipe& recipe) {
    recipe.name = json[key("name")].toString();
    recipe.texts.prompts.clear();
    for (const auto& prompt : json[key("prompts")].toArray()) {
        recipe.texts.prompts.push_back(prompt.toString().toStdString());
    }
    recipe.texts.sentence = json[key("sentence")].toString().toStdString();
    recipe.texts.sampleTokens = json[key("sampleTokens")].toInt(recipe.texts.sampleTokens);
}

QJsonObject writeRecipe(const TrainingRecipe& recipe) {
    auto json = writeRecipeTexts(recipe);
    const auto job = QByteArray::fromStdString(api::TrainingRun::jobText(recipe.job));
    json[key("job")] = QJsonDocument::fromJson(job).object();
    return json;
}

std::optional<TrainingRecipe> readRecipe(const QJsonObject& json) {
    const auto text = QJsonDocument(json[key("job")].toObject()).toJson().toStdString();
    auto job = api::TrainingRun::parseJob(text, "recipe");
    if (!job) {
        return std::nullopt;
    }
    TrainingRecipe recipe;
    recipe.job = *std::move(job);
    readRecipeTexts(json, recipe);
    return recipe;
}

} // namespace vitrine::app
