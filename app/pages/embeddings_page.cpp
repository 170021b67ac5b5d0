#include "app/pages/embeddings_page.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "app/model_text.h"
#include "app/pages/analogy_panel.h"
#include "app/pages/senses_panel.h"
#include "app/pages/vector_catalogue_dialog.h"
#include "app/pages/vector_search.h"
#include "app/pages/vector_training_panel.h"
#include "app/pages/word_map_panel.h"
#include "app/pages/word_set_panel.h"
#include "engine/api/vector_library.h"
#include "widgets/common/card.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/embeddings/cosine_why.h"
#include "widgets/embeddings/neighbour_model.h"
#include "widgets/embeddings/point_map_view.h"
#include "widgets/layers/matrix_view.h"

namespace vitrine::app {

namespace {

constexpr int searchWidth = 300;
constexpr int viewsWidth = 640; // of a splitter; only the proportion counts

std::vector<api::VectorSet> builtInSets(Laboratory& laboratory) {
    return api::VectorLibrary(laboratory.library().folder()).sets();
}

} // namespace

EmbeddingsPage::EmbeddingsPage(Laboratory& laboratory, QWidget* parent)
    : Page(parent), m_laboratory(laboratory), m_space(laboratory.library().folder(), nullptr),
      m_columns(widgets::makeParented<QSplitter>(Qt::Horizontal, this)),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_searchCard(widgets::makeParented<widgets::Card>(m_columns)),
      m_search(widgets::makeParented<VectorSearch>(m_space, m_searchCard)),
      m_mapCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_map(widgets::makeParented<WordMapPanel>(m_space, m_mapCard)),
      m_toolCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_toolChoice(widgets::makeParented<widgets::SegmentedControl>(m_toolCard)),
      m_tools(widgets::makeParented<QStackedWidget>(m_toolCard)),
      m_set(widgets::makeParented<WordSetPanel>(m_space, m_tools)),
      m_analogy(widgets::makeParented<AnalogyPanel>(m_space, m_tools)),
      m_senses(widgets::makeParented<SensesPanel>(m_space, laboratory.workspace(), m_tools)),
      m_training(widgets::makeParented<VectorTrainingPanel>(m_space, m_tools)),
      m_why(widgets::makeParented<widgets::CosineWhy>(this)) {
    buildCards();
    buildTools();
    connectParts();
    retranslate();
    applyTheme();
}

QWidget* EmbeddingsPage::inspector() {
    return m_why;
}

void EmbeddingsPage::buildCards() {
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_columns);
    m_columns->addWidget(m_rows);
    m_searchCard->setContent(m_search);
    m_searchCard->setTable(m_search->table());
    m_mapCard->setContent(m_map);
    m_mapCard->setFigure(m_map->view());
    m_mapCard->setTable(m_map->table());
    m_columns->setSizes({searchWidth, viewsWidth});
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 2);
    m_rows->setStretchFactor(0, 5);
    m_rows->setStretchFactor(1, 4);
    for (QSplitter* splitter : {m_columns.get(), m_rows.get()}) {
        splitter->setChildrenCollapsible(false);
    }
}

void EmbeddingsPage::buildTools() {
    for (QWidget* tool : std::initializer_list<QWidget*>{m_set, m_analogy, m_senses, m_training}) {
        m_tools->addWidget(tool);
    }
    m_toolCard->setContent(m_tools);
    m_toolCard->addHeaderWidget(m_toolChoice);
    connect(m_toolChoice, &widgets::SegmentedControl::currentChanged, this, [this](int tool) {
        showTool(tool);
        Q_EMIT stateChanged();
    });
    showTool(0);
}

/// With what it has to export.
void EmbeddingsPage::showTool(int tool) {
    const std::pair<const widgets::Figure*, const QAbstractItemModel*> exports[]
        = {{m_set->matrix(), m_set->table()}, {nullptr, m_analogy->table()},
            {m_senses, m_senses->table()}, {m_training, m_training->table()}};
    m_tools->setCurrentIndex(tool);
    fitTools();
    m_toolCard->setFigure(exports[tool].first);
    m_toolCard->setTable(exports[tool].second);
}

void EmbeddingsPage::connectParts() {
    connect(&m_space, &WordSpace::failed, this, [this](const Error& error) {
        m_opening = false;
        Q_EMIT failed(error);
    });
    connect(&m_space, &WordSpace::opened, this, &EmbeddingsPage::takeTable);
    connect(
        &m_space, &WordSpace::rowsSkipped, this, [this](const embeddings::SkippedRows& skipped) {
            Q_EMIT noticed(tr("%1 repeated words and %2 that are no UTF-8 were left out, the first "
                              "in row %3.")
                               .arg(skipped.duplicates)
                               .arg(skipped.invalidWords)
                               .arg(skipped.firstRow));
        });
    connect(m_search, &VectorSearch::choiceMade, this, &EmbeddingsPage::open);
    connect(m_search, &VectorSearch::fileAsked, this, &EmbeddingsPage::openFile);
    connect(m_search, &VectorSearch::catalogueAsked, this, &EmbeddingsPage::showCatalogue);
    connect(m_search, &VectorSearch::searched, this, &EmbeddingsPage::stateChanged);
    connect(m_search, &VectorSearch::wordChosen, m_set, &WordSetPanel::setWord);
    connect(m_search, &VectorSearch::wordsHovered, this, &EmbeddingsPage::highlight);
    connect(m_map, &WordMapPanel::wordsHovered, this, &EmbeddingsPage::highlight);
    connect(m_set, &WordSetPanel::wordsHovered, this, &EmbeddingsPage::highlight);
    connect(m_search, &VectorSearch::pairAsked, this, &EmbeddingsPage::showPair);
    connect(m_search, &VectorSearch::measureChanged, this, [this] {
        m_set->setMeasure(m_search->measure());
        Q_EMIT stateChanged();
    });
    connect(m_set, &WordSetPanel::pairAsked, this, &EmbeddingsPage::showPair);
    connect(m_set, &WordSetPanel::wordsChanged, this, [this] {
        m_search->setChosenWords({m_set->words().begin(), m_set->words().end()});
        m_map->setWords(m_set->words());
        Q_EMIT stateChanged();
    });
    connect(m_map, &WordMapPanel::choiceChanged, this, &EmbeddingsPage::stateChanged);
    connect(m_map, &WordMapPanel::wordSelected, this, &EmbeddingsPage::selectOnMap);
    connect(m_map, &WordMapPanel::wordOpened, m_search, &VectorSearch::search);
    connect(m_analogy, &AnalogyPanel::asked, this, &EmbeddingsPage::stateChanged);
    connect(m_analogy, &AnalogyPanel::mapAsked, this,
        [this](const std::vector<std::string>& words,
            const std::vector<std::pair<std::string, std::string>>& arrows) {
            m_map->setArrows(arrows);
            m_set->setWords(words);
        });
    connect(m_senses, &SensesPanel::asked, this, &EmbeddingsPage::stateChanged);
    connect(m_set, &WordSetPanel::listsChanged, this, &EmbeddingsPage::stateChanged);
    connect(m_training, &VectorTrainingPanel::failed, this, &EmbeddingsPage::failed);
    connect(&m_space, &WordSpace::saved, this, [this](const QString& path) {
        fillChoices();
        Q_EMIT stateChanged();
        Q_EMIT noticed(tr("Saved: %1").arg(path));
    });
    connect(
        &m_laboratory.workspace(), &Workspace::modelChanged, this, &EmbeddingsPage::fillChoices);
}

void EmbeddingsPage::fillChoices() {
    std::vector<VectorSearch::Entry> entries;
    for (const auto& set : builtInSets(m_laboratory)) {
        entries.push_back({QString::fromStdString(set.title.empty() ? set.name : set.title),
            {VectorChoice::Kind::File, set.name, 0}});
    }
    const auto& current = m_space.choice();
    const bool listed = std::ranges::any_of(
        entries, [&current](const auto& entry) { return entry.choice == current; });
    if (current.kind == VectorChoice::Kind::File && !listed && m_space.table()) {
        entries.push_back({QFileInfo(QString::fromStdString(current.file)).fileName(), current});
    }
    if (current.kind == VectorChoice::Kind::Trained && m_space.table()) {
        entries.push_back({tr("Trained here"), current});
    }
    const auto& model = m_laboratory.workspace().model();
    if (model && model->info().abilities.attends) {
        const auto name = modelTitle(model->info());
        entries.push_back(
            {tr("%1: token embeddings").arg(name), {VectorChoice::Kind::TokenEmbeddings, {}, 0}});
        for (int depth = 0; depth <= model->info().layers; ++depth) {
            entries.push_back({tr("%1: the text after layer %2").arg(name).arg(depth),
                {VectorChoice::Kind::HiddenStates, {}, depth}});
        }
    }
    m_search->setEntries(entries);
}

void EmbeddingsPage::open(const VectorChoice& choice) {
    if (choice.kind == VectorChoice::Kind::Trained) {
        return; // is what is open
    }
    auto& workspace = m_laboratory.workspace();
    m_opening = true;
    m_space.open(choice, workspace.model(), workspace.text());
}

void EmbeddingsPage::openFile() {
    const auto path = QFileDialog::getOpenFileName(this, tr("Word vectors"), QString(),
        tr("Word vectors (*.txt *.vec *.bin *.npy *.safetensors);;All files (*)"));
    if (!path.isEmpty()) {
        open({VectorChoice::Kind::File, path.toStdString(), 0});
    }
}

void EmbeddingsPage::showCatalogue() {
    VectorCatalogueDialog dialog(this);
    connect(&dialog, &VectorCatalogueDialog::openFileAsked, this, &EmbeddingsPage::openFile,
        Qt::QueuedConnection); // when the list has closed
    dialog.exec();
}

void EmbeddingsPage::takeTable() {
    m_opening = false;
    fillChoices();
    m_why->clear();
    m_lastWord.clear();
    const auto query = m_wanted.query.isEmpty() ? m_search->query() : m_wanted.query;
    m_wanted.query.clear();
    m_map->setWords(m_set->words());
    if (!query.isEmpty()) {
        m_search->search(query);
    } else if (m_space.table()->size() > 0) {
        // So that the page is not empty at first: a word that the vectors have, and a set.
        for (const auto* word : {"coffee", "咖啡", "the", "的"}) {
            if (m_space.table()->find(word)) {
                m_search->search(QString::fromUtf8(word));
                break;
            }
        }
        if (m_set->words().empty()) {
            m_set->takeExample();
        }
    }
    Q_EMIT stateChanged();
}

void EmbeddingsPage::highlight(const QStringList& words) {
    m_search->highlight(words);
    m_map->highlight(words);
    m_set->highlight(words);
}

void EmbeddingsPage::showPair(const QString& first, const QString& second) {
    const auto rows = m_space.rowsOf({first.toStdString(), second.toStdString()});
    if (rows.size() == 2) {
        m_why->setDerivation(m_space.derive(rows[0], rows[1]));
    } else if (rows.size() == 1 && first == second) {
        m_why->setDerivation(m_space.derive(rows[0], rows[0]));
    }
    m_map->select(second);
}

/// The word selected on the map is compared with the one selected before it.
void EmbeddingsPage::selectOnMap(const QString& word) {
    if (!word.isEmpty() && !m_lastWord.isEmpty() && word != m_lastWord) {
        showPair(m_lastWord, word);
    }
    m_lastWord = word;
}

EmbeddingsState EmbeddingsPage::state() const {
    EmbeddingsState state;
    const auto& choice = m_space.table() ? m_space.choice() : m_wanted.choice;
    // What was trained here is gone with the program.
    state.choice = choice.kind == VectorChoice::Kind::Trained ? VectorChoice() : choice;
    state.query = m_wanted.query.isEmpty() ? m_search->query() : m_wanted.query;
    state.measure = m_search->measure();
    state.words = m_set->words();
    state.method = m_map->method();
    state.dimensions = m_map->dimensions();
    state.scope = static_cast<int>(m_map->scope());
    state.tool = m_tools->currentIndex();
    state.analogy = m_analogy->question();
    state.senseWord = m_senses->word();
    state.senseTexts = m_senses->texts();
    state.senseRaw = m_senses->isRaw();
    state.lists = m_set->lists();
    return state;
}

void EmbeddingsPage::restore(const EmbeddingsState& state) {
    m_wanted = state;
    m_search->setMeasure(state.measure);
    m_set->setMeasure(state.measure);
    m_map->choose(state.method, state.dimensions,
        static_cast<WordMapPanel::Scope>(std::clamp(state.scope, 0, 3)));
    m_set->setWords(state.words);
    m_search->setChosenWords({state.words.begin(), state.words.end()});
    const int tool = std::clamp(state.tool, 0, m_tools->count() - 1);
    m_toolChoice->setCurrent(tool);
    showTool(tool);
    m_analogy->setQuestion(state.analogy);
    m_senses->setQuestion(state.senseWord, state.senseTexts);
    m_senses->setRaw(state.senseRaw);
    m_set->setLists(state.lists);
}

void EmbeddingsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_space.table() || m_opening) {
        return;
    }
    fillChoices();
    if (m_wanted.choice.kind == VectorChoice::Kind::File && m_wanted.choice.file.empty()) {
        // The first time: the built-in vectors in the language of the interface.
        const auto sets = builtInSets(m_laboratory);
        const auto language = locale().language() == QLocale::Chinese ? "zh" : "en";
        const auto found = std::ranges::find(sets, language, &api::VectorSet::language);
        if (sets.empty()) {
            return;
        }
        m_wanted.choice.file = found == sets.end() ? sets.front().name : found->name;
    }
    open(m_wanted.choice);
}

void EmbeddingsPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void EmbeddingsPage::retranslate() {
    m_searchCard->setTitle(tr("Neighbours"));
    m_searchCard->setSubtitle(tr("words used alike"));
    m_mapCard->setTitle(tr("Map"));
    m_mapCard->setSubtitle(tr("colours and shapes are clusters"));
    m_toolCard->setTitle(tr("Compare"));
    m_toolChoice->setSegments({{tr("Matrix"), tr("All pairs of a set of words")},
        {tr("Analogy"), tr("Words added and taken away")},
        {tr("In context"), tr("One word in several texts, layer by layer")},
        {tr("Train"), tr("Vectors of your own text")}});
    fillChoices();
}

void EmbeddingsPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    for (QSplitter* splitter : {m_columns.get(), m_rows.get()}) {
        splitter->setHandleWidth(gap);
    }
    // What needs most room must not make the window larger than a small screen.
    m_search->setMinimumSize(theme.px(200), theme.px(240));
    m_map->setMinimumSize(theme.px(320), theme.px(150));
    fitTools();
}

/// All but the matrix have several things one above the other.
void EmbeddingsPage::fitTools() {
    const auto theme = widgets::Theme::of(this);
    const bool tall = m_tools->currentWidget() != m_set;
    m_tools->setMinimumSize(theme.px(320), theme.px(tall ? 220 : 130));
}

} // namespace vitrine::app
