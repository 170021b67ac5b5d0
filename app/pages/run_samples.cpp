#include "app/pages/run_samples.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

RunSamples::RunSamples(QWidget* parent)
    : QWidget(parent), m_prompt(widgets::makeParented<QComboBox>(this)),
      m_empty(widgets::makeParented<QLabel>(this)), m_view(widgets::makeParented<QTableView>(this)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_view, 1);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    widgets::setTextRole(m_empty, widgets::TextRole::Caption);
    m_view->setObjectName(QStringLiteral("runSamples"));
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->setWordWrap(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setStretchLastSection(true);
    connect(m_prompt, &QComboBox::activated, this, &RunSamples::show);
    connect(m_view, &QTableView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT stepChosen(m_rows[static_cast<std::size_t>(index.row())].step);
    });
    applyTheme();
    retranslate();
}

void RunSamples::setProbes(const std::vector<TrainingProbe>& probes) {
    m_rows.clear();
    for (const auto& probe : probes) {
        m_rows.push_back({probe.step, probe.samples});
    }
    showPrompts();
    show();
}

void RunSamples::setMarkedStep(std::int64_t step) {
    if (m_marked != step) {
        m_marked = step;
        show();
    }
}

QWidget* RunSamples::controls() {
    return m_prompt;
}

const QAbstractItemModel* RunSamples::table() const {
    return m_table;
}

void RunSamples::showPrompts() {
    const auto chosen = m_prompt->currentText();
    m_prompt->clear();
    if (!m_rows.empty()) {
        for (const auto& sample : m_rows.front().samples) {
            m_prompt->addItem(QString::fromStdString(sample.prompt));
        }
    }
    m_prompt->setCurrentIndex(std::max(0, m_prompt->findText(chosen)));
    m_prompt->setVisible(m_prompt->count() > 1);
}

void RunSamples::show() {
    const bool atEnd
        = m_view->verticalScrollBar()->value() >= m_view->verticalScrollBar()->maximum();
    const auto prompt = static_cast<std::size_t>(std::max(0, m_prompt->currentIndex()));
    QList<QList<widgets::TextTable::Cell>> rows;
    int marked = -1;
    for (const auto& row : m_rows) {
        if (prompt < row.samples.size()) {
            const bool here = row.step == m_marked;
            marked = here ? static_cast<int>(rows.size()) : marked;
            const auto& sample = row.samples[prompt];
            rows.append({{widgets::formatCount(row.step), static_cast<qint64>(row.step), here},
                {QString::fromStdString(sample.text).simplified(), {}, here}});
        }
    }
    m_view->setVisible(!rows.isEmpty());
    m_empty->setVisible(rows.isEmpty());
    m_table->setRows({tr("step"), tr("sample")}, std::move(rows));
    if (marked >= 0 && !atEnd) {
        m_view->scrollTo(m_table->index(marked, 0));
    } else {
        m_view->scrollToBottom();
    }
}

void RunSamples::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void RunSamples::retranslate() {
    m_prompt->setToolTip(tr("Which prompt is continued"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_view->setAccessibleName(tr("Samples from step to step"));
    m_view->setToolTip(tr("The same prompt and the same seed at every step: only the weights "
                          "change. A click shows that step below."));
    m_empty->setText(tr("The first sample is drawn before the first step."));
    show();
}

void RunSamples::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_view->horizontalHeader()->resizeSection(0, theme.px(64));
    m_prompt->setMaximumWidth(theme.px(180));
    setMinimumSize(theme.px(200), theme.px(100));
}

} // namespace vitrine::app
