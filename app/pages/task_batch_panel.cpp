#include "app/pages/task_batch_panel.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

#include "app/data_problem_text.h"
#include "widgets/common/card.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

constexpr int progressSteps = 1000;
constexpr int widestColumn = 360; // pixels at 100 %

} // namespace

TaskBatchPanel::TaskBatchPanel(TaskSolver& solver, QWidget* parent)
    : QWidget(parent), m_solver(solver), m_open(widgets::makeParented<QPushButton>(this)),
      m_save(widgets::makeParented<QPushButton>(this)),
      m_stop(widgets::makeParented<QPushButton>(this)),
      m_progress(widgets::makeParented<QProgressBar>(this)),
      m_note(widgets::makeParented<QLabel>(this)),
      m_card(widgets::makeParented<widgets::Card>(this)),
      m_view(widgets::makeParented<QTableView>(m_card)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    build();
    connect(m_open, &QPushButton::clicked, this, [this] {
        const auto file = QFileDialog::getOpenFileName(
            this, tr("Table to answer"), {}, tr("Tables and texts (*.csv *.tsv *.jsonl *.txt)"));
        if (!file.isEmpty()) {
            answer(file.toStdString());
        }
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        const auto file = QFileDialog::getSaveFileName(
            this, tr("Save the table"), QStringLiteral("answered.csv"), tr("CSV (*.csv)"));
        if (!file.isEmpty()) {
            save(file.toStdString());
        }
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_request.stop(); });
    connect(&m_solver, &TaskSolver::modelChanged, this, &TaskBatchPanel::clear);
    retranslate();
    applyTheme();
}

void TaskBatchPanel::build() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(m_open);
    controls->addWidget(m_save);
    controls->addWidget(m_stop);
    controls->addWidget(m_progress);
    controls->addWidget(m_note, 1);
    m_note->setObjectName(QStringLiteral("batchNote"));
    m_note->setWordWrap(true);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_card->setContent(m_view);
    m_card->setTable(m_table);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(controls);
    column->addWidget(m_card, 1);
    column->addStretch(0); // keeps the controls at the top while there is nothing else
}

void TaskBatchPanel::answer(const std::filesystem::path& file) {
    const auto model = m_solver.model();
    if (!model) {
        return;
    }
    m_file = QString::fromStdString(file.filename().string());
    m_progress->setValue(0);
    m_relay = std::make_unique<FrameRelay<double>>([this](const std::vector<double>& parts) {
        m_progress->setValue(static_cast<int>(std::lround(parts.back() * progressSteps)));
    });
    m_request.request(
        [model, file, send = m_relay->sender()](const std::stop_token& stop) {
            return api::answerTable(*model, {.file = file}, {}, stop,
                [&](const Progress& done) { send(done.fraction); });
        },
        [this](Expected<api::AnsweredTable> answered) {
            m_relay.reset();
            if (answered) {
                m_answered = std::move(*answered);
            } else {
                Q_EMIT failed(answered.error());
            }
            show();
        });
    show();
}

void TaskBatchPanel::save(const std::filesystem::path& file) {
    if (const auto written = api::writeCsv(m_answered, file)) {
        Q_EMIT saved(QString::fromStdString(file.string()));
    } else {
        Q_EMIT failed(written.error());
    }
}

void TaskBatchPanel::clear() {
    m_request.cancel();
    m_relay.reset();
    m_answered = {};
    show();
}

QString TaskBatchPanel::note() const {
    if (m_request.isBusy()) {
        return tr("Answering %1…").arg(m_file);
    }
    if (m_answered.rows.empty() && m_answered.problems.empty()) {
        return m_solver.model() && m_solver.model()->task().kind == TaskKind::QuestionAnswering
            ? tr("Open a table with the columns question and context; the answers stand behind its "
                 "own columns.")
            : tr("Open a table with a column text, or a text with one on each line; the answers "
                 "stand behind its own columns.");
    }
    auto text = tr("%1: %n rows", nullptr, static_cast<int>(m_answered.rows.size())).arg(m_file);
    if (m_answered.partial) {
        text += QStringLiteral(" · ") + tr("stopped before the end");
    }
    if (!m_answered.problems.empty()) {
        const auto& first = m_answered.problems.front();
        text += QStringLiteral(" · ")
            //: %1 is the first of these lines, %2 what is wrong with it
            + tr("%n lines with problems; line %1 %2", nullptr,
                static_cast<int>(m_answered.problems.size()))
                  .arg(first.line)
                  .arg(dataProblemText(first));
    }
    return text;
}

void TaskBatchPanel::show() {
    const bool running = m_request.isBusy();
    m_open->setEnabled(!running && m_solver.model());
    m_save->setEnabled(!running && !m_answered.rows.empty());
    m_stop->setVisible(running);
    m_progress->setVisible(running);
    m_card->setVisible(!m_answered.rows.empty());
    m_note->setText(note());
    fill();
}

void TaskBatchPanel::fill() {
    QStringList headers;
    for (const auto& column : m_answered.columns) {
        headers.append(QString::fromStdString(column));
    }
    QList<QList<widgets::TextTable::Cell>> rows;
    for (const auto& fields : m_answered.rows) {
        QList<widgets::TextTable::Cell> row;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const auto text = QString::fromStdString(fields[i]);
            bool isNumber = false;
            const double number = text.toDouble(&isNumber);
            const bool marked = i == m_answered.ownColumns; // the answer itself
            row.append({text, isNumber ? QVariant(number) : QVariant(), marked});
        }
        rows.append(std::move(row));
    }
    m_table->setRows(headers, std::move(rows));
    m_view->resizeColumnsToContents();
    const int widest = widgets::Theme::of(this).px(widestColumn);
    for (int i = 0; i < m_table->columnCount(); ++i) {
        m_view->setColumnWidth(i, std::min(m_view->columnWidth(i), widest));
    }
}

void TaskBatchPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void TaskBatchPanel::retranslate() {
    m_open->setText(tr("Open a table…"));
    m_open->setToolTip(tr("Answer every row of a table (CSV, TSV, JSON lines) or line of a text"));
    m_save->setText(tr("Save as CSV…"));
    m_save->setToolTip(tr("Save the table with the answers"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop answering; what is done so far stays"));
    m_progress->setAccessibleName(tr("Progress of answering"));
    m_progress->setToolTip(tr("How much of the table is answered"));
    m_card->setTitle(tr("Answered rows"));
    m_view->setAccessibleName(tr("Answered rows"));
    m_view->setToolTip(tr("The table's own columns, then the answers"));
    show();
}

void TaskBatchPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(12));
    m_progress->setFixedWidth(theme.px(120));
}

} // namespace vitrine::app
