#include "app/pages/vector_search.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/embeddings/neighbour_model.h"
#include "widgets/generation/share_delegate.h"

namespace vitrine::app {

namespace {

constexpr int Completions = 12;

} // namespace

VectorSearch::VectorSearch(WordSpace& space, QWidget* parent)
    : QWidget(parent), m_space(space), m_choices(widgets::makeParented<QComboBox>(this)),
      m_query(widgets::makeParented<QLineEdit>(this)),
      m_completions(widgets::makeParented<QStringListModel>(this)),
      m_completer(widgets::makeParented<QCompleter>(m_completions.get(), this)),
      m_measure(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_note(widgets::makeParented<QLabel>(this)),
      m_model(widgets::makeParented<widgets::NeighbourModel>(this)),
      m_table(widgets::makeParented<QTableView>(this)) {
    build();
    connect(m_choices, &QComboBox::activated, this, &VectorSearch::choose);
    connect(m_query, &QLineEdit::textEdited, this, &VectorSearch::complete);
    connect(m_query, &QLineEdit::returnPressed, this, [this] { search(m_query->text()); });
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this,
        &VectorSearch::search);
    connect(m_measure, &widgets::SegmentedControl::currentChanged, this, [this] {
        search(m_query->text());
        Q_EMIT measureChanged();
    });
    connect(m_model, &widgets::NeighbourModel::chosenChanged, this, &VectorSearch::wordChosen);
    connect(&space, &WordSpace::found, this, &VectorSearch::show);
    connect(&space, &WordSpace::opened, this, [this] { show({}); });
    retranslate();
    applyTheme();
}

void VectorSearch::build() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    m_choices->setObjectName(QStringLiteral("vectors"));
    m_choices->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_query->setObjectName(QStringLiteral("wordQuery"));
    m_measure->setObjectName(QStringLiteral("measure"));
    m_query->setClearButtonEnabled(true);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_query->setCompleter(m_completer);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_table->setObjectName(QStringLiteral("neighbours"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new widgets::ShareDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_choices, m_query, m_measure, m_note, m_table}) {
        layout->addWidget(widget);
    }
    layout->setStretchFactor(m_table, 1);
    connect(m_table, &QTableView::entered, this, [this](const QModelIndex& index) {
        Q_EMIT wordsHovered({index.siblingAtColumn(0).data().toString()});
    });
    connect(m_table, &QTableView::viewportEntered, this, [this] { Q_EMIT wordsHovered({}); });
    m_table->viewport()->installEventFilter(this);
    connect(m_table, &QTableView::doubleClicked, this,
        [this](const QModelIndex& index) { search(index.siblingAtColumn(0).data().toString()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) {
            if (index.isValid()) {
                Q_EMIT pairAsked(QString::fromStdString(m_answer.query),
                    index.siblingAtColumn(0).data().toString());
            }
        });
}

void VectorSearch::setEntries(const std::vector<Entry>& entries) {
    m_entries = entries;
    m_choices->clear();
    for (const auto& entry : m_entries) {
        m_choices->addItem(entry.title);
    }
    m_choices->addItems({tr("Open a file…"), tr("Fuller sets…")});
    showChoice(m_space.choice());
}

void VectorSearch::showChoice(const VectorChoice& choice) {
    const auto found = std::ranges::find(m_entries, choice, &Entry::choice);
    m_choices->setCurrentIndex(
        found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin()));
}

void VectorSearch::choose(int entry) {
    if (entry < static_cast<int>(m_entries.size())) {
        Q_EMIT choiceMade(m_entries[static_cast<std::size_t>(entry)].choice);
        return;
    }
    showChoice(m_space.choice()); // until a file is chosen
    entry == static_cast<int>(m_entries.size()) ? Q_EMIT fileAsked() : Q_EMIT catalogueAsked();
}

QString VectorSearch::query() const {
    return m_query->text();
}

SimilarityMeasure VectorSearch::measure() const {
    return static_cast<SimilarityMeasure>(m_measure->current());
}

void VectorSearch::setMeasure(SimilarityMeasure measure) {
    m_measure->setCurrent(static_cast<int>(measure));
}

void VectorSearch::setChosenWords(const std::set<std::string>& words) {
    m_model->setChosen(words);
}

void VectorSearch::highlight(const QStringList& words) {
    m_model->setMarked(words);
}

bool VectorSearch::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Leave) {
        Q_EMIT wordsHovered({});
    }
    return QWidget::eventFilter(watched, event);
}

void VectorSearch::complete(const QString& text) {
    QStringList words;
    if (const auto& table = m_space.table(); table && !text.isEmpty()) {
        for (const int row : table->completions(text.toStdString(), Completions)) {
            const auto word = table->word(row);
            words.append(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
        }
    }
    m_completions->setStringList(words);
}

void VectorSearch::search(const QString& query) {
    if (m_query->text() != query) {
        m_query->setText(query);
    }
    m_space.search(query.trimmed().toStdString(), measure());
    Q_EMIT searched();
}

void VectorSearch::show(const NeighbourAnswer& answer) {
    m_answer = answer;
    m_model->setNeighbours(answer.neighbours, answer.measure);
    QStringList unknown;
    for (const auto& word : answer.unknown) {
        unknown.append(QString::fromStdString(word));
    }
    if (const auto& table = m_space.table()) {
        const auto size = tr("%1 words, %2 dimensions")
                              .arg(widgets::formatCount(table->size()),
                                  widgets::formatCount(table->dimensions()));
        m_note->setText(unknown.isEmpty()
                ? size
                : tr("The mean of the known words; unknown: %1").arg(unknown.join(u", ")));
    }
}

void VectorSearch::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void VectorSearch::retranslate() {
    m_choices->setToolTip(tr("Whose vectors: built in, a model's own, or a file"));
    m_choices->setAccessibleName(tr("Word vectors"));
    if (m_choices->count() > 0) {
        m_choices->setItemText(m_choices->count() - 2, tr("Open a file…"));
        m_choices->setItemText(m_choices->count() - 1, tr("Fuller sets…"));
    }
    m_query->setPlaceholderText(tr("A word or a text"));
    m_query->setToolTip(tr("Finds the words nearest to a word, or to the mean of a text's words"));
    m_query->setAccessibleName(tr("Word to search"));
    m_measure->setSegments(
        {{tr("Cosine"), tr("The angle between the vectors, whatever their length")},
            {tr("Dot"), tr("Dot product: angle and lengths together")},
            {tr("Distance"), tr("The Euclidean distance; the smallest is nearest")}});
    m_table->setToolTip(tr("A box puts the word into the set; a double click searches it"));
    m_table->setAccessibleName(tr("Nearest words"));
    m_model->retranslate();
    show(m_answer);
}

void VectorSearch::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(8));
    m_table->verticalHeader()->setDefaultSectionSize(theme.px(28));
}

} // namespace vitrine::app
