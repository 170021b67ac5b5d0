#include "app/pages/data_preview.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/data_problem_text.h"
#include "app/pages/example_view.h"
#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

constexpr qsizetype shownCharacters = 400; // of a field: a row may be a whole book
constexpr int widestColumn = 340; // px, at 100 %

QString fieldText(const std::string& field) {
    const auto text = QString::fromStdString(field).simplified();
    return text.size() > shownCharacters ? text.left(shownCharacters) + QStringLiteral("…") : text;
}

void prepare(QTableView& view, widgets::TextTable* table) {
    view.setModel(table);
    view.verticalHeader()->hide();
    view.setProperty("dense", true);
    view.setShowGrid(false);
    view.horizontalHeader()->setStretchLastSection(true);
    view.setWordWrap(false);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
}

/// As wide as what they hold, but for very long texts.
void fitColumns(QTableView& view, int widest) {
    view.resizeColumnsToContents();
    for (int column = 0; column < view.model()->columnCount(); ++column) {
        view.setColumnWidth(column, std::min(view.columnWidth(column), widest));
    }
}

} // namespace

DataPreview::DataPreview(QWidget* parent)
    : QWidget(parent), m_note(widgets::makeParented<QLabel>(this)),
      m_view(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_views(widgets::makeParented<QStackedWidget>(this)),
      m_rowsView(widgets::makeParented<QTableView>(m_views)),
      m_rows(widgets::makeParented<widgets::TextTable>(this)),
      m_examples(widgets::makeParented<ExampleView>(m_views)),
      m_problemsView(widgets::makeParented<QTableView>(m_views)),
      m_problems(widgets::makeParented<widgets::TextTable>(this)) {
    build();
    connect(m_view, &widgets::SegmentedControl::currentChanged, this,
        [this](int view) { showView(static_cast<View>(view)); });
    applyTheme();
    retranslate();
}

void DataPreview::build() {
    prepare(*m_rowsView, m_rows);
    prepare(*m_problemsView, m_problems);
    for (QWidget* view : std::initializer_list<QWidget*>{m_rowsView, m_examples, m_problemsView}) {
        m_views->addWidget(view); // in the order of View
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_note);
    layout->addWidget(m_view, 0, Qt::AlignLeft);
    layout->addWidget(m_views, 1);
    m_note->setObjectName(QStringLiteral("previewNote"));
    m_note->setWordWrap(true);
    m_view->setObjectName(QStringLiteral("previewView"));
    m_examples->setObjectName(QStringLiteral("previewExamples"));
    m_rowsView->setObjectName(QStringLiteral("previewRows"));
    m_problemsView->setObjectName(QStringLiteral("previewProblems"));
}

void DataPreview::setWaiting() {
    m_preview.reset();
    m_fault.clear();
    show();
}

void DataPreview::setPreview(const TrainingPreview& preview) {
    m_preview = preview;
    m_fault.clear();
    show();
}

void DataPreview::setFault(const QString& sentence) {
    m_preview.reset();
    m_fault = sentence;
    show();
}

QString DataPreview::summary() const {
    if (!m_preview) {
        return {};
    }
    QStringList parts{tr("%1 examples to learn from, %2 to measure on")
                          .arg(widgets::formatCount(m_preview->trainingExamples),
                              widgets::formatCount(m_preview->validationExamples))};
    if (!m_preview->labels.empty()) {
        QStringList labels;
        for (const auto& label : m_preview->labels) {
            labels << QString::fromStdString(label);
        }
        parts << tr("labels: %1").arg(labels.join(QStringLiteral(", ")));
    }
    if (!m_preview->problems.empty()) {
        parts << tr("%n problem(s)", nullptr, static_cast<int>(m_preview->problems.size()));
    }
    return parts.join(QStringLiteral(" · "));
}

const QAbstractItemModel* DataPreview::table() const {
    switch (static_cast<View>(m_views->currentIndex())) {
    case Examples:
        return m_examples->table();
    case Problems:
        return m_problems;
    case Rows:
        break;
    }
    return m_rows;
}

void DataPreview::showView(View view) {
    m_view->setCurrent(view);
    m_views->setCurrentIndex(view);
    Q_EMIT tableChanged();
}

void DataPreview::show() {
    m_note->setText(m_preview   ? summary()
            : m_fault.isEmpty() ? tr("The data are being read…")
                                : m_fault);
    m_view->setEnabled(m_preview.has_value());
    m_examples->setBatch(m_preview ? m_preview->batch : TrainingBatch());
    fillRows();
    fillProblems();
}

void DataPreview::fillRows() {
    const auto columnName = [](const std::string& key) {
        const std::pair<const char*, QString> names[]{{"text", tr("text")},
            {"second", tr("second text")}, {"label", tr("label")}, {"words", tr("words")},
            {"tags", tr("tags")}, {"question", tr("question")}, {"context", tr("context")},
            {"prompt", tr("prompt")}, {"answer", tr("answer")}};
        const auto found
            = std::ranges::find_if(names, [&](const auto& name) { return key == name.first; });
        return found == std::end(names) ? QString::fromStdString(key) : found->second;
    };
    const auto table = m_preview ? m_preview->rows : RowTable();
    QStringList headers{tr("line")};
    for (const auto& column : table.columns) {
        headers << columnName(column);
    }
    QList<QList<widgets::TextTable::Cell>> rows;
    for (const auto& row : table.rows) {
        const auto line = static_cast<qint64>(row.line);
        QList<widgets::TextTable::Cell> cells{
            {line > 0 ? widgets::formatCount(line) : QString(), line, false}};
        for (const auto& field : row.fields) {
            cells.append({fieldText(field), {}, false});
        }
        rows.append(std::move(cells));
    }
    m_rows->setRows(headers, std::move(rows));
    fitColumns(*m_rowsView, widgets::Theme::of(this).px(widestColumn));
}

void DataPreview::fillProblems() {
    QList<QList<widgets::TextTable::Cell>> rows;
    for (const auto& problem : m_preview ? m_preview->problems : std::vector<DataProblem>()) {
        const auto line = static_cast<qint64>(problem.line);
        rows.append({{QString::fromStdString(problem.file.filename().string()), {}, false},
            {line > 0 ? widgets::formatCount(line) : tr("all"), line, false},
            {dataProblemText(problem), {}, false}});
    }
    m_view->setSegments({{tr("rows"), tr("The first rows, as they were read from the files")},
        {tr("what the model sees"), tr("The first examples: tokens, segments, and what counts")},
        {tr("problems (%1)").arg(widgets::formatCount(rows.size())),
            tr("Rows that cannot be used as they are, by file and line")}});
    m_problems->setRows({tr("file"), tr("line"), tr("this row")}, std::move(rows));
    fitColumns(*m_problemsView, widgets::Theme::of(this).px(widestColumn));
}

void DataPreview::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void DataPreview::retranslate() {
    m_rowsView->setAccessibleName(tr("Rows as they were read"));
    m_problemsView->setAccessibleName(tr("Rows that cannot be used as they are"));
    m_view->setAccessibleName(tr("What is shown of the data"));
    show();
}

void DataPreview::applyTheme() {
    layout()->setSpacing(widgets::Theme::of(this).px(8));
}

} // namespace vitrine::app
