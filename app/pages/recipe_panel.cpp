#include "app/pages/recipe_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>

#include "app/error_text.h"
#include "app/jobs/thread_priority.h"
#include "app/model_text.h"
#include "app/pages/recipe_form.h"
#include "app/pages/run_text.h"
#include "app/workspace/run_data.h"
#include "engine/api/training_run.h"
#include "widgets/common/card.h"
#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr auto measurePause = 600ms; // several changes make one measurement
constexpr int recipeShare = 620; // of the splitter; only the proportion counts
constexpr int estimateShare = 320;
constexpr int nameWidth = 112; // of the form's rows, too
const QString promptMark = QStringLiteral(" | "); // between prompts

/// A model that can be made new.
struct NewModel {
    TrainingObjective objective;
    ModelFamily family;
};

constexpr std::array newModels{NewModel{TrainingObjective::NextToken, ModelFamily::Gpt2},
    NewModel{TrainingObjective::MaskedToken, ModelFamily::Gpt2},
    NewModel{TrainingObjective::NextToken, ModelFamily::Lstm},
    NewModel{TrainingObjective::NextToken, ModelFamily::Gru},
    NewModel{TrainingObjective::NextToken, ModelFamily::Elman},
    NewModel{TrainingObjective::NextToken, ModelFamily::FeedForward}};

constexpr std::array tokenizers{
    TokenizerSource::Characters, TokenizerSource::ByteLevelBpe, TokenizerSource::WordPiece};

/// How many fit a small text.
constexpr int smallVocabulary = 800;

bool isNew(const TrainingJob& job) {
    return job.model.folder.empty();
}

int sizeOf(const ModelShape& shape) {
    for (const auto size : {ModelSize::Tiny, ModelSize::Small, ModelSize::Medium}) {
        if (sized(shape, size) == shape) {
            return static_cast<int>(size);
        }
    }
    return -1;
}

int textIndexOf(const TrainingJob& job) {
    const auto texts = textsAtHand();
    const auto found = std::ranges::find_if(texts, [&](const TextAtHand& text) {
        return job.training.size() == 1 && job.training.front().file == pathOf(text);
    });
    return static_cast<int>(found - texts.begin());
}

} // namespace

RecipePanel::RecipePanel(Laboratory& laboratory, TrainingRuns& runs, QWidget* parent)
    : QWidget(parent), m_laboratory(laboratory), m_runs(runs),
      m_columns(widgets::makeParented<QSplitter>(Qt::Horizontal, this)),
      m_recipeCard(widgets::makeParented<widgets::Card>(m_columns)),
      m_scroll(widgets::makeParented<QScrollArea>(m_recipeCard)),
      m_chooser(widgets::makeParented<QWidget>(m_scroll)),
      m_preset(widgets::makeParented<QComboBox>(m_chooser)),
      m_name(widgets::makeParented<QLineEdit>(m_chooser)),
      m_text(widgets::makeParented<QComboBox>(m_chooser)),
      m_model(widgets::makeParented<QComboBox>(m_chooser)),
      m_size(widgets::makeParented<widgets::SegmentedControl>(m_chooser)),
      m_tokenizer(widgets::makeParented<QComboBox>(m_chooser)),
      m_prompts(widgets::makeParented<QLineEdit>(m_chooser)),
      m_sentence(widgets::makeParented<QLineEdit>(m_chooser)),
      m_form(widgets::makeParented<RecipeForm>(m_chooser)),
      m_estimateCard(widgets::makeParented<widgets::Card>(m_columns)),
      m_numbers(widgets::makeParented<QLabel>(m_estimateCard)),
      m_measure(widgets::makeParented<QPushButton>(m_estimateCard)),
      m_start(widgets::makeParented<QPushButton>(m_estimateCard)),
      m_queueNote(widgets::makeParented<QLabel>(m_estimateCard)),
      m_watch(widgets::makeParented<QLabel>(m_estimateCard)) {
    buildChooser();
    buildEstimate();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_columns);
    m_columns->setSizes({recipeShare, estimateShare});
    m_columns->setChildrenCollapsible(false);
    connectChooser();
    applyTheme();
    retranslate();
    const bool chinese = QLocale().language() == QLocale::Chinese;
    usePreset(chinese ? "poems-new" : "fables-new");
}

QLabel* RecipePanel::addRow(QWidget* control) {
    auto* name = new QLabel(m_chooser);
    name->setBuddy(control);
    const int line = m_grid->rowCount();
    m_grid->addWidget(name, line, 0);
    m_grid->addWidget(control, line, 1);
    m_names.push_back(name);
    return name;
}

void RecipePanel::buildChooser() {
    auto* column = new QVBoxLayout(m_chooser);
    column->setContentsMargins({});
    m_grid = widgets::makeParented<QGridLayout>(new QWidget(m_chooser));
    m_grid->setContentsMargins({});
    m_grid->setColumnStretch(1, 1);
    for (QWidget* control : std::initializer_list<QWidget*>{
             m_preset, m_name, m_text, m_model, m_size, m_tokenizer, m_prompts, m_sentence}) {
        addRow(control);
    }
    column->addWidget(m_grid->parentWidget());
    column->addWidget(m_form);
    column->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setProperty("bare", true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_chooser);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_chooser->setAutoFillBackground(false);
    m_recipeCard->setContent(m_scroll);
    for (QComboBox* list : {m_preset.get(), m_text.get(), m_model.get(), m_tokenizer.get()}) {
        list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        list->setMinimumContentsLength(16);
    }
    m_preset->setObjectName(QStringLiteral("recipePreset"));
    m_name->setObjectName(QStringLiteral("recipeName"));
    m_text->setObjectName(QStringLiteral("recipeText"));
    m_model->setObjectName(QStringLiteral("recipeModel"));
}

void RecipePanel::buildEstimate() {
    auto* content = new QWidget(m_estimateCard);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    for (QLabel* label : {m_numbers.get(), m_queueNote.get(), m_watch.get()}) {
        label->setWordWrap(true);
    }
    m_numbers->setObjectName(QStringLiteral("estimate"));
    m_numbers->setTextFormat(Qt::RichText);
    m_numbers->setTextInteractionFlags(Qt::TextSelectableByMouse);
    widgets::setTextRole(m_queueNote, widgets::TextRole::Caption);
    m_start->setObjectName(QStringLiteral("startTraining"));
    m_start->setProperty("primary", true);
    column->addWidget(m_start);
    column->addWidget(m_queueNote);
    column->addWidget(m_watch);
    column->addWidget(m_numbers);
    column->addWidget(m_measure, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_estimateCard->setContent(content);
}

void RecipePanel::connectChooser() {
    connect(m_preset, &QComboBox::activated, this,
        [this](int index) { usePreset(recipePresets()[static_cast<std::size_t>(index)].key); });
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& name) {
        m_recipe.name = name;
        Q_EMIT recipeChanged();
    });
    connect(m_text, &QComboBox::activated, this, &RecipePanel::chooseText);
    connect(m_model, &QComboBox::activated, this, &RecipePanel::chooseModel);
    connect(m_size, &widgets::SegmentedControl::currentChanged, this, &RecipePanel::chooseSize);
    connect(m_tokenizer, &QComboBox::activated, this, [this](int index) {
        m_recipe.job.tokenizer
            = {tokenizers.at(static_cast<std::size_t>(index)), smallVocabulary, 1, {}};
        change();
    });
    for (QLineEdit* line : {m_prompts.get(), m_sentence.get()}) {
        connect(line, &QLineEdit::textEdited, this, &RecipePanel::takeTexts);
    }
    connect(m_form, &RecipeForm::changed, this, [this] {
        const auto job = m_form->job();
        m_recipe.job.options = job.options;
        m_recipe.job.model = job.model;
        change();
    });
    connect(m_form, &RecipeForm::folded, this, &RecipePanel::recipeChanged);
    connect(m_measure, &QPushButton::clicked, this, &RecipePanel::measure);
    connect(m_start, &QPushButton::clicked, this, &RecipePanel::start);
    connect(&m_runs, &TrainingRuns::listChanged, this, &RecipePanel::showEstimate);
    connect(&m_laboratory.workspace(), &Workspace::modelChanged, this, &RecipePanel::showModels);
    m_soon.setSingleShot(true);
    m_soon.setInterval(measurePause);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (isVisible() && !m_runs.running()) {
            measure();
        }
    });
}

const ModelInfo* RecipePanel::loaded() const {
    const auto& model = m_laboratory.workspace().model();
    return model ? &model->info() : nullptr;
}

void RecipePanel::usePreset(std::string_view key) {
    setRecipe(presetRecipe(key, loaded()));
    const auto presets = recipePresets();
    const auto found = std::ranges::find_if(
        presets, [&](const RecipePreset& preset) { return preset.key == key; });
    m_preset->setCurrentIndex(static_cast<int>(found - presets.begin()));
    m_watch->setText(presetWatch(*found));
    Q_EMIT recipeChanged();
}

void RecipePanel::setRecipe(const TrainingRecipe& recipe) {
    m_recipe = recipe;
    m_preset->setCurrentIndex(-1);
    m_watch->clear();
    m_form->setJob(recipe.job);
    showRecipe();
    change();
}

bool RecipePanel::isUnfolded() const {
    return m_form->isUnfolded();
}

void RecipePanel::setUnfolded(bool unfolded) {
    m_form->setUnfolded(unfolded);
}

/// Behind the texts at hand stand: own files, own folder, and what was chosen of these.
void RecipePanel::chooseText(int index) {
    const auto texts = textsAtHand();
    const auto count = static_cast<int>(texts.size());
    std::vector<CorpusFile> chosen;
    if (index < count) {
        const auto& text = texts[static_cast<std::size_t>(index)];
        chosen = {{pathOf(text), 1}};
        m_recipe.texts = probeTexts(text.language);
    } else if (index == count) {
        for (const auto& file : QFileDialog::getOpenFileNames(
                 this, tr("Texts to learn from"), {}, tr("Text files (*.txt);;All files (*)"))) {
            chosen.push_back({file.toStdString(), 1});
        }
    } else if (index == count + 1) {
        const auto folder = QFileDialog::getExistingDirectory(this, tr("Folder of texts"));
        if (!folder.isEmpty()) {
            chosen = textFilesIn(folder.toStdString());
            if (chosen.empty()) {
                Q_EMIT failed({ErrorCode::DatasetTooSmall, folder.toStdString(), "0, 1",
                    "The folder holds no text files."});
            }
        }
    }
    if (!chosen.empty()) {
        m_recipe.job.training = std::move(chosen);
        m_recipe.job.validation.clear();
    }
    showRecipe();
    change();
}

void RecipePanel::chooseModel(int index) {
    auto& job = m_recipe.job;
    if (index >= static_cast<int>(newModels.size())) {
        if (const auto* model = loaded()) {
            job = fineTuning(job, *model);
        }
    } else {
        const auto& wanted = newModels.at(static_cast<std::size_t>(index));
        const bool wasNew = isNew(job);
        job.objective = wanted.objective;
        job.model.family = wanted.family;
        job.model.folder.clear();
        const bool masks = wanted.objective == TrainingObjective::MaskedToken;
        if (!wasNew || masks != (job.tokenizer.source == TokenizerSource::WordPiece)) {
            job.tokenizer = {masks ? TokenizerSource::WordPiece : TokenizerSource::Characters,
                smallVocabulary, 1, {}};
        }
        if (!wasNew) {
            const auto usual = presetRecipe(recipePresets().front().key, nullptr).job;
            job.options = usual.options;
            job.model = usual.model;
            job.model.family = wanted.family;
        }
    }
    m_form->setJob(job);
    showRecipe();
    change();
}

void RecipePanel::chooseSize(int index) {
    m_recipe.job.model = sized(m_recipe.job.model, static_cast<ModelSize>(index));
    m_form->setJob(m_recipe.job);
    change();
}

void RecipePanel::takeTexts() {
    m_recipe.texts.prompts.clear();
    for (const auto& prompt : m_prompts->text().split(promptMark.trimmed(), Qt::SkipEmptyParts)) {
        m_recipe.texts.prompts.push_back(prompt.trimmed().toStdString());
    }
    m_recipe.texts.sentence = m_sentence->text().toStdString();
    Q_EMIT recipeChanged();
}

/// What was estimated was of another recipe.
void RecipePanel::change() {
    m_estimating.cancel();
    m_estimate.reset();
    m_problem.reset();
    m_soon.start();
    showRecipe();
    showEstimate();
    Q_EMIT recipeChanged();
}

void RecipePanel::showRecipe() {
    const auto& job = m_recipe.job;
    if (m_name->text() != m_recipe.name) {
        m_name->setText(m_recipe.name);
    }
    showTexts();
    showModels();
    const auto& shape = job.model;
    const bool sizes = isNew(job);
    m_size->setVisible(sizes);
    m_names[4]->setVisible(sizes);
    m_size->setCurrent(sizeOf(shape));
    m_tokenizer->setVisible(sizes);
    m_names[5]->setVisible(sizes);
    m_tokenizer->setEnabled(job.objective == TrainingObjective::NextToken);
    const auto kind = std::ranges::find(tokenizers, job.tokenizer.source);
    m_tokenizer->setCurrentIndex(
        kind == tokenizers.end() ? -1 : static_cast<int>(kind - tokenizers.begin()));
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

void RecipePanel::showTexts() {
    m_text->clear();
    for (const auto& text : textsAtHand()) {
        m_text->addItem(textName(text));
    }
    m_text->addItem(tr("Own files…"));
    m_text->addItem(tr("Own folder…"));
    const int index = textIndexOf(m_recipe.job);
    const auto& files = m_recipe.job.training;
    if (index == static_cast<int>(textsAtHand().size()) && !files.empty()) {
        const auto first = QString::fromStdString(files.front().file.filename().string());
        const auto others = static_cast<int>(files.size()) - 1;
        m_text->addItem(others == 0 ? first : tr("%1 and %n more", nullptr, others).arg(first));
        m_text->setCurrentIndex(m_text->count() - 1);
    } else {
        m_text->setCurrentIndex(index);
    }
}

void RecipePanel::showModels() {
    const auto& job = m_recipe.job;
    m_model->clear();
    m_model->addItems({tr("A new GPT"), tr("A new BERT"), tr("A new LSTM"), tr("A new GRU"),
        tr("A new simple recurrent network"), tr("A new feed-forward network")});
    const auto* model = loaded();
    if (model) {
        m_model->addItem(tr("The loaded model: %1").arg(modelTitle(*model)));
    }
    if (!isNew(job)) {
        if (!model || model->path != job.model.folder) {
            m_model->addItem(folderTitle(job.model.folder));
        }
        m_model->setCurrentIndex(m_model->count() - 1);
        return;
    }
    const auto found = std::ranges::find_if(newModels, [&](const NewModel& known) {
        return known.objective == job.objective && known.family == job.model.family;
    });
    m_model->setCurrentIndex(static_cast<int>(found - newModels.begin()));
}

void RecipePanel::measure() {
    m_estimating.request(
        [job = m_recipe.job](const std::stop_token& stop) {
            setThreadPriority(ThreadPriority::Background);
            return api::TrainingRun::estimate(job, {DeviceChoice::Auto, backgroundThreads()}, stop);
        },
        [this](const Expected<TrainingEstimate>& estimate) {
            if (estimate) {
                m_estimate = *estimate;
            } else {
                m_problem = estimate.error();
            }
            showEstimate();
        });
    showEstimate();
}

void RecipePanel::showEstimate() {
    const bool busy = m_runs.running() != nullptr;
    m_queueNote->setVisible(busy);
    m_measure->setEnabled(!m_estimating.isBusy());
    m_start->setEnabled(!m_recipe.job.training.empty());
    if (m_problem) {
        m_numbers->setText(errorText(*m_problem).toHtmlEscaped());
        return;
    }
    if (!m_estimate) {
        m_numbers->setText(m_estimating.isBusy() ? tr("Measuring a few steps…")
                : busy                           ? tr("Not measured yet: another run is training.")
                                                 : tr("Will be measured in a moment."));
        return;
    }
    QString rows;
    const auto row = [&rows](const QString& name, const QString& value) {
        rows += QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td align='right'>%2</td>"
                               "</tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    row(tr("Parameters"), parameterCount(m_estimate->parameters));
    row(tr("Tokens in the text"), widgets::formatCount(m_estimate->trainingTokens));
    row(tr("Memory, about"), byteSize(m_estimate->memoryBytes));
    row(tr("Tokens per second"), widgets::formatCount(std::llround(m_estimate->tokensPerSecond)));
    row(tr("Time, about"), durationText(m_estimate->seconds));
    m_numbers->setText(QStringLiteral("<table width='100%'>%1</table>").arg(rows));
}

void RecipePanel::start() {
    m_estimating.cancel();
    m_soon.stop();
    if (m_recipe.name.isEmpty()) {
        m_recipe.name = tr("Run");
    }
    const auto run = m_runs.start(m_recipe);
    if (run) {
        Q_EMIT started(*run);
    } else {
        Q_EMIT failed(run.error());
    }
}

void RecipePanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_estimate && !m_problem) {
        m_soon.start();
    }
}

void RecipePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void RecipePanel::retranslate() {
    m_recipeCard->setTitle(tr("Recipe"));
    m_recipeCard->setSubtitle(tr("what is learned, by which model, and how"));
    m_estimateCard->setTitle(tr("Before you start"));
    m_estimateCard->setSubtitle(tr("measured on a few steps"));
    const int preset = m_preset->currentIndex();
    m_preset->clear();
    for (const auto& known : recipePresets()) {
        m_preset->addItem(presetName(known));
    }
    m_preset->setCurrentIndex(preset);
    m_watch->setText(
        preset < 0 ? QString() : presetWatch(recipePresets()[static_cast<std::size_t>(preset)]));
    m_size->setSegments({{tr("tiny"), tr("2 layers, 4 heads, 64 wide: learns while you watch")},
        {tr("small"), tr("4 layers, 4 heads, 128 wide: minutes")},
        {tr("medium"), tr("6 layers, 6 heads, 192 wide: a quarter of an hour and more")}});
    m_tokenizer->clear();
    m_tokenizer->addItems({tr("characters"), tr("byte-level BPE"), tr("WordPiece")});
    const std::array<std::pair<QString, QString>, 8> rows{{
        {tr("Example"), tr("A recipe that shows something; all of it can be changed")},
        {tr("Name"), tr("What the run and its model are called")},
        {tr("Text"), tr("What is learned: every tenth line is kept apart to measure on")},
        {tr("Model"), tr("A new model, or the loaded one, which is then fine-tuned")},
        {tr("Size"), tr("How large a new model is")},
        {tr("Tokens"), tr("How a new model cuts texts into tokens")},
        {tr("Prompts"), tr("Continued again and again while it trains; | stands between them")},
        {tr("Probe sentence"), tr("Whose attention and next token are shown as they change")},
    }};
    const std::array<QWidget*, 8> controls{
        m_preset, m_name, m_text, m_model, m_size, m_tokenizer, m_prompts, m_sentence};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        m_names[i]->setText(rows[i].first);
        controls[i]->setToolTip(rows[i].second);
        controls[i]->setAccessibleName(rows[i].first);
    }
    m_measure->setText(tr("Measure again"));
    m_measure->setToolTip(tr("Trains a few steps and throws them away"));
    m_start->setText(tr("Start training"));
    m_start->setToolTip(tr("Trains in the background; every other lens works on meanwhile"));
    m_queueNote->setText(tr("Another run is training; this one will begin when it ends."));
    showRecipe();
    showEstimate();
}

void RecipePanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    m_columns->setHandleWidth(gap);
    m_grid->setHorizontalSpacing(gap);
    m_grid->setVerticalSpacing(theme.px(6));
    m_grid->setColumnMinimumWidth(0, theme.px(nameWidth));
    m_chooser->layout()->setContentsMargins(0, 0, gap, 0);
    m_chooser->layout()->setSpacing(gap);
    m_estimateCard->setMinimumWidth(theme.px(220));
}

} // namespace vitrine::app
