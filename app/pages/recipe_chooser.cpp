#include "app/pages/recipe_chooser.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

#include "app/model_text.h"
#include "app/pages/recipe_form.h"
#include "app/pages/run_text.h"
#include "app/pages/wheel_guard.h"
#include "app/workspace/run_data.h"
#include "engine/api/text_model.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int nameWidth = 112; // of the form's rows, too
const QString promptMark = QStringLiteral(" | "); // between prompts

constexpr std::array objectives{TrainingObjective::NextToken, TrainingObjective::MaskedToken,
    TrainingObjective::Classification, TrainingObjective::Tagging,
    TrainingObjective::QuestionAnswering, TrainingObjective::Instruction};

constexpr std::array tokenizers{
    TokenizerSource::Characters, TokenizerSource::ByteLevelBpe, TokenizerSource::WordPiece};

/// How many fit a small text.
constexpr int smallVocabulary = 800;

/// What stands below the data at hand.
enum OwnData { OwnFiles, OwnFolder };

bool isNew(const TrainingJob& job) {
    return job.model.folder.empty();
}

bool readsFolders(TrainingObjective objective) {
    return objective == TrainingObjective::NextToken || objective == TrainingObjective::MaskedToken
        || objective == TrainingObjective::Classification;
}

int sizeOf(const ModelShape& shape) {
    for (const auto size : {ModelSize::Tiny, ModelSize::Small, ModelSize::Medium}) {
        if (sized(shape, size) == shape) {
            return static_cast<int>(size);
        }
    }
    return -1;
}

int dataIndexOf(const TrainingJob& job) {
    const auto data = dataAtHand(job.objective);
    const auto found = std::ranges::find_if(data, [&](const DataAtHand& known) {
        return job.training.size() == 1 && job.training.front().file == pathOf(known);
    });
    return static_cast<int>(found - data.begin());
}

QString nameOf(const std::filesystem::path& file) {
    const auto named = file.has_filename() ? file : file.parent_path();
    return QString::fromStdString(named.filename().string());
}

} // namespace

RecipeChooser::RecipeChooser(Laboratory& laboratory, QWidget* parent)
    : QWidget(parent), m_laboratory(laboratory), m_presets(widgets::makeParented<QComboBox>(this)),
      m_name(widgets::makeParented<QLineEdit>(this)),
      m_objective(widgets::makeParented<QComboBox>(this)),
      m_data(widgets::makeParented<QComboBox>(this)),
      m_validation(widgets::makeParented<QComboBox>(this)),
      m_model(widgets::makeParented<QComboBox>(this)),
      m_size(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_tokenizer(widgets::makeParented<QComboBox>(this)),
      m_prompts(widgets::makeParented<QLineEdit>(this)),
      m_sentence(widgets::makeParented<QLineEdit>(this)),
      m_form(widgets::makeParented<RecipeForm>(this)),
      m_wheelGuard(widgets::makeParented<WheelGuard>(this)) {
    build();
    m_wheelGuard->guard(*this);
    connectRows();
    applyTheme();
    retranslate();
}

void RecipeChooser::addRow(QWidget* control, const char* objectName) {
    auto* name = new QLabel(this);
    name->setBuddy(control);
    control->setObjectName(QString::fromLatin1(objectName));
    const int line = m_grid->rowCount();
    m_grid->addWidget(name, line, 0);
    m_grid->addWidget(control, line, 1);
    m_rows.push_back({name, control});
}

void RecipeChooser::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    m_grid = widgets::makeParented<QGridLayout>(new QWidget(this));
    m_grid->setContentsMargins({});
    m_grid->setColumnStretch(1, 1);
    addRow(m_presets, "recipePreset"); // in the order of retranslate()
    addRow(m_name, "recipeName");
    addRow(m_objective, "recipeObjective");
    addRow(m_data, "recipeText");
    addRow(m_validation, "recipeValidation");
    addRow(m_model, "recipeModel");
    addRow(m_size, "recipeSize");
    addRow(m_tokenizer, "recipeTokenizer");
    addRow(m_prompts, "recipePrompts");
    addRow(m_sentence, "recipeSentence");
    column->addWidget(m_grid->parentWidget());
    column->addWidget(m_form);
    column->addStretch(1);
    for (QComboBox* list : {m_presets.get(), m_objective.get(), m_data.get(), m_validation.get(),
             m_model.get(), m_tokenizer.get()}) {
        list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        list->setMinimumContentsLength(16);
    }
}

void RecipeChooser::connectRows() {
    connect(m_presets, &QComboBox::activated, this, &RecipeChooser::choosePreset);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& name) {
        m_recipe.name = name;
        Q_EMIT changed(/*job=*/false);
    });
    connect(m_objective, &QComboBox::activated, this, &RecipeChooser::chooseObjective);
    connect(m_data, &QComboBox::activated, this, &RecipeChooser::chooseData);
    connect(m_validation, &QComboBox::activated, this, &RecipeChooser::chooseValidation);
    connect(m_model, &QComboBox::activated, this, &RecipeChooser::chooseModel);
    connect(m_size, &widgets::SegmentedControl::currentChanged, this, [this](int size) {
        m_recipe.job.model = sized(m_recipe.job.model, static_cast<ModelSize>(size));
        m_form->setJob(m_recipe.job);
        change();
    });
    connect(m_tokenizer, &QComboBox::activated, this, [this](int index) {
        m_recipe.job.tokenizer
            = {tokenizers.at(static_cast<std::size_t>(index)), smallVocabulary, 1, {}};
        change();
    });
    for (QLineEdit* line : {m_prompts.get(), m_sentence.get()}) {
        connect(line, &QLineEdit::textEdited, this, &RecipeChooser::takeTexts);
    }
    connect(m_form, &RecipeForm::changed, this, [this] {
        m_recipe.job = m_form->job();
        change();
    });
    connect(m_form, &RecipeForm::folded, this, &RecipeChooser::folded);
}

const ModelInfo* RecipeChooser::loaded() const {
    const auto& model = m_laboratory.workspace().model();
    return model ? &model->info() : nullptr;
}

/// Of the data at hand that is learned from; else that of the interface.
std::string RecipeChooser::language() const {
    const auto data = dataAtHand(m_recipe.job.objective);
    const auto index = static_cast<std::size_t>(dataIndexOf(m_recipe.job));
    if (index < data.size()) {
        return data[index].language;
    }
    return QLocale().language() == QLocale::Chinese ? "zh" : "en";
}

void RecipeChooser::setRecipe(const TrainingRecipe& recipe, const RecipePreset* preset) {
    m_recipe = recipe;
    m_form->setJob(recipe.job);
    change(preset);
}

void RecipeChooser::usePreset(const RecipePreset& preset) {
    const auto recipe = presetRecipe(preset, loaded());
    if (!recipe) {
        Q_EMIT failed(recipe.error());
        return;
    }
    setRecipe(*recipe, &preset);
}

void RecipeChooser::choosePreset(int index) {
    usePreset(recipePresets()[static_cast<std::size_t>(index)]);
}

/// Another objective needs other data and another model: it begins with those at hand.
void RecipeChooser::chooseObjective(int index) {
    usePreset(presetFor(objectives.at(static_cast<std::size_t>(index)), language()));
}

void RecipeChooser::chooseData(int index) {
    const auto data = dataAtHand(m_recipe.job.objective);
    const auto count = static_cast<int>(data.size());
    if (index >= count) {
        chooseOwnData(index - count);
        return;
    }
    const auto& chosen = data[static_cast<std::size_t>(index)];
    auto& job = m_recipe.job;
    const bool otherLanguage = language() != chosen.language;
    if (otherLanguage && chosen.objective != TrainingObjective::NextToken) {
        usePreset(presetFor(job.objective, chosen.language)); // with a model that reads it
        return;
    }
    job.training = {{pathOf(chosen), 1}};
    job.validation.clear();
    m_recipe.texts = probeTexts(job.objective, chosen.language);
    m_form->setJob(job);
    change();
}

void RecipeChooser::chooseOwnData(int kind) {
    auto& job = m_recipe.job;
    std::vector<CorpusFile> chosen;
    if (kind == OwnFiles) {
        for (const auto& file : QFileDialog::getOpenFileNames(this, tr("Data to learn from"), {},
                 tr("Data (*.txt *.csv *.tsv *.jsonl *.json *.conll);;All files (*)"))) {
            chosen.push_back({file.toStdString(), 1});
        }
    } else if (kind == OwnFolder) {
        const auto folder = QFileDialog::getExistingDirectory(this, tr("Folder of texts"));
        if (!folder.isEmpty() && job.objective == TrainingObjective::Classification) {
            chosen = {{folder.toStdString(), 1}}; // which has a folder for each label
        } else if (!folder.isEmpty()) {
            chosen = textFilesIn(folder.toStdString());
            if (chosen.empty()) {
                Q_EMIT failed({ErrorCode::DatasetTooSmall, folder.toStdString(), "0, 1",
                    "The folder holds no text files."});
            }
        }
    }
    if (!chosen.empty()) {
        job.training = std::move(chosen);
        job.validation.clear();
        m_form->setJob(job);
        change();
    } else {
        showData();
    }
}

void RecipeChooser::chooseValidation(int index) {
    auto& job = m_recipe.job;
    if (index == 0) {
        job.validation.clear();
    } else if (index == 1) {
        const auto file = QFileDialog::getOpenFileName(this, tr("Data to measure on"), {},
            tr("Data (*.txt *.csv *.tsv *.jsonl *.json *.conll);;All files (*)"));
        if (!file.isEmpty()) {
            job.validation = {{file.toStdString(), 1}};
        }
    }
    m_form->setJob(job);
    change();
}

void RecipeChooser::chooseModel(int index) {
    const auto count = static_cast<int>(m_choices.size());
    if (index == count) {
        chooseFolder();
    } else if (index < count) {
        const auto& choice = m_choices[static_cast<std::size_t>(index)];
        choice.existing ? useModel(*choice.existing) : beginModel(choice.family);
    }
    m_form->setJob(m_recipe.job);
    change();
}

void RecipeChooser::chooseFolder() {
    const auto folder = QFileDialog::getExistingDirectory(this, tr("Folder of a model"));
    if (folder.isEmpty()) {
        return;
    }
    const auto info = api::TextModel::inspect(folder.toStdString());
    if (!info) {
        Q_EMIT failed(info.error());
    } else if (!suits(*info, m_recipe.job.objective)) {
        Q_EMIT failed({ErrorCode::HeadMissing, folder.toStdString(),
            objectiveName(m_recipe.job.objective).toStdString(),
            "The model cannot be trained for this."});
    } else {
        useModel(*info);
    }
}

void RecipeChooser::useModel(const ModelInfo& info) {
    m_recipe.job = fineTuning(m_recipe.job, info);
}

/// A model that begins anew has nothing to keep, and needs a tokeniser of its own.
void RecipeChooser::beginModel(ModelFamily family) {
    auto& job = m_recipe.job;
    if (!isNew(job)) {
        const auto usual = presetRecipe(presetFor(TrainingObjective::NextToken, "en"), nullptr);
        if (!usual) {
            return;
        }
        job.options = isEncoder(job) ? job.options : usual->job.options;
        job.model = sized({}, ModelSize::Small);
        job.tuning = {};
        job.tokenizer = {isEncoder(job) ? TokenizerSource::WordPiece : TokenizerSource::Characters,
            smallVocabulary, 1, {}};
    }
    job.model.family = family;
}

void RecipeChooser::takeTexts() {
    m_recipe.texts.prompts.clear();
    for (const auto& prompt : m_prompts->text().split(promptMark.trimmed(), Qt::SkipEmptyParts)) {
        m_recipe.texts.prompts.push_back(prompt.trimmed().toStdString());
    }
    m_recipe.texts.sentence = m_sentence->text().toStdString();
    Q_EMIT changed(/*job=*/false);
}

void RecipeChooser::change(const RecipePreset* preset) {
    m_preset = preset;
    show();
    Q_EMIT changed(/*job=*/true);
}

bool RecipeChooser::isUnfolded() const {
    return m_form->isUnfolded();
}

void RecipeChooser::setUnfolded(bool unfolded) {
    m_form->setUnfolded(unfolded);
}

void RecipeChooser::followModel() {
    showModels();
}

void RecipeChooser::setShown(QWidget* control, bool shown) {
    const auto row = std::ranges::find(m_rows, control, &Row::control);
    row->name->setVisible(shown);
    row->control->setVisible(shown);
}

void RecipeChooser::show() {
    const auto& job = m_recipe.job;
    const auto presets = recipePresets();
    m_presets->setCurrentIndex(m_preset ? static_cast<int>(m_preset - presets.data()) : -1);
    if (m_name->text() != m_recipe.name) {
        m_name->setText(m_recipe.name);
    }
    m_objective->setCurrentIndex(
        static_cast<int>(std::ranges::find(objectives, job.objective) - objectives.begin()));
    showData();
    showValidation();
    showModels();
    setShown(m_size, isNew(job));
    m_size->setCurrent(sizeOf(job.model));
    setShown(m_tokenizer, isNew(job));
    m_tokenizer->setEnabled(!isEncoder(job)); // a BERT reads WordPiece
    const auto kind = std::ranges::find(tokenizers, job.tokenizer.source);
    m_tokenizer->setCurrentIndex(
        kind == tokenizers.end() ? -1 : static_cast<int>(kind - tokenizers.begin()));
    showTexts();
}

void RecipeChooser::showTexts() {
    QStringList prompts;
    for (const auto& prompt : m_recipe.texts.prompts) {
        prompts << QString::fromStdString(prompt);
    }
    if (!m_prompts->hasFocus()) {
        m_prompts->setText(prompts.join(promptMark));
    }
    if (!m_sentence->hasFocus()) {
        m_sentence->setText(QString::fromStdString(m_recipe.texts.sentence));
    }
}

void RecipeChooser::showData() {
    const auto& job = m_recipe.job;
    m_data->clear();
    for (const auto& data : dataAtHand(job.objective)) {
        m_data->addItem(dataName(data));
    }
    const int atHand = m_data->count();
    m_data->addItem(tr("Own files…"));
    if (readsFolders(job.objective)) {
        m_data->addItem(tr("Own folder…"));
    }
    const int index = dataIndexOf(job);
    if (index == atHand && !job.training.empty()) {
        const auto first = nameOf(job.training.front().file);
        const auto others = static_cast<int>(job.training.size()) - 1;
        m_data->addItem(others == 0 ? first : tr("%1 and %n more", nullptr, others).arg(first));
        m_data->setCurrentIndex(m_data->count() - 1);
    } else {
        m_data->setCurrentIndex(index);
    }
}

void RecipeChooser::showValidation() {
    m_validation->clear();
    m_validation->addItem(tr("A share of the data"));
    m_validation->addItem(tr("Own file…"));
    const auto& files = m_recipe.job.validation;
    if (!files.empty()) {
        m_validation->addItem(nameOf(files.front().file));
    }
    m_validation->setCurrentIndex(files.empty() ? 0 : 2);
}

void RecipeChooser::showModels() {
    const auto& job = m_recipe.job;
    m_choices = modelChoices(job.objective, loaded(), m_laboratory.builtInModels());
    m_model->clear();
    for (const auto& choice : m_choices) {
        m_model->addItem(choice.name);
    }
    m_model->addItem(tr("Another folder…"));
    int index = choiceOf(job, m_choices);
    if (index < 0) {
        m_model->addItem(folderTitle(job.model.folder));
        index = m_model->count() - 1;
    }
    m_model->setCurrentIndex(index);
    if (!isNew(job)) {
        QStringList suggestions;
        const auto info = api::TextModel::inspect(job.model.folder);
        for (const auto& names : loraTargets(info ? info->architecture : std::string())) {
            suggestions << QString::fromStdString(names);
        }
        m_form->setTargets(suggestions);
    }
}

void RecipeChooser::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void RecipeChooser::retranslate() {
    m_presets->clear();
    for (const auto& known : recipePresets()) {
        m_presets->addItem(presetName(known));
    }
    m_objective->clear();
    for (const auto objective : objectives) {
        m_objective->addItem(objectiveName(objective));
    }
    m_size->setSegments({{tr("tiny"), tr("2 layers, 4 heads, 64 wide: learns while you watch")},
        {tr("small"), tr("4 layers, 4 heads, 128 wide: minutes")},
        {tr("medium"), tr("6 layers, 6 heads, 192 wide: a quarter of an hour and more")}});
    m_tokenizer->clear();
    m_tokenizer->addItems({tr("characters"), tr("byte-level BPE"), tr("WordPiece")});
    const std::array<std::pair<QString, QString>, 10> texts{{
        {tr("Example"), tr("A recipe that shows something; all of it can be changed")},
        {tr("Name"), tr("What the run and its model are called")},
        {tr("Objective"), tr("What is learned: texts themselves, or an answer about them")},
        {tr("Data"), tr("What is learned from: data that come along, or own files")},
        {tr("Measured on"), tr("Data that is not learned from, to tell learning from cramming")},
        {tr("Model"), tr("A new model, or one that exists, which is then fine-tuned")},
        {tr("Size"), tr("How large a new model is")},
        {tr("Tokens"), tr("How a new model cuts texts into tokens")},
        {tr("Prompts"), tr("Asked again and again while it trains; | stands between them")},
        {tr("Probe sentence"),
            tr("Whose attention is shown as it changes; of questions, the text they are about")},
    }};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        m_rows[i].name->setText(texts[i].first);
        m_rows[i].control->setToolTip(texts[i].second);
        m_rows[i].control->setAccessibleName(texts[i].first);
    }
    show();
}

void RecipeChooser::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    m_grid->setHorizontalSpacing(gap);
    m_grid->setVerticalSpacing(theme.px(6));
    m_grid->setColumnMinimumWidth(0, theme.px(nameWidth));
    layout()->setContentsMargins(0, 0, gap, 0);
    layout()->setSpacing(gap);
}

} // namespace vitrine::app
