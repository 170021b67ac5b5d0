#include "widgets/generation/example_list.h"

#include <algorithm>
#include <memory>

#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>

#include "widgets/common/icon_button.h"

namespace vitrine::widgets {

ExampleList::ExampleList(QWidget* parent)
    : QWidget(parent), m_grid(makeParented<QGridLayout>(this)) {
    m_grid->setContentsMargins({});
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
}

std::vector<PromptExample> ExampleList::examples() const {
    std::vector<PromptExample> result;
    for (const Row& row : m_rows)
        result.push_back({row.input->text(), row.output->text()});
    return result;
}

void ExampleList::setExamples(const std::vector<PromptExample>& examples) {
    while (m_rows.size() > examples.size())
        removeLastRow();
    while (m_rows.size() < examples.size())
        addRow();
    for (std::size_t i = 0; i < examples.size(); ++i) {
        m_rows[i].input->setText(examples[i].input);
        m_rows[i].output->setText(examples[i].output);
    }
}

void ExampleList::addExample() {
    addRow();
    m_rows.back().input->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

void ExampleList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ExampleList::addRow() {
    const Row row{makeParented<QLineEdit>(this), makeParented<QLineEdit>(this),
        makeParented<IconButton>(QStringLiteral("close"), this)};
    const int line = static_cast<int>(m_rows.size());
    m_grid->addWidget(row.input, line, 0);
    m_grid->addWidget(row.output, line, 1);
    m_grid->addWidget(row.remove, line, 2);
    connect(row.input, &QLineEdit::textEdited, this, &ExampleList::changed);
    connect(row.output, &QLineEdit::textEdited, this, &ExampleList::changed);
    connect(row.remove, &IconButton::clicked, this,
        [this, button = row.remove.get()] { remove(button); });
    m_rows.push_back(row);
    retranslate();
}

void ExampleList::removeLastRow() {
    for (QWidget* widget :
        {static_cast<QWidget*>(m_rows.back().input), static_cast<QWidget*>(m_rows.back().output),
            static_cast<QWidget*>(m_rows.back().remove)}) {
        widget->hide();
        widget->deleteLater(); // it may be the sender
    }
    m_rows.pop_back();
}

void ExampleList::remove(const IconButton* button) {
    auto remaining = examples();
    const auto row
        = std::ranges::find_if(m_rows, [&](const Row& r) { return r.remove.get() == button; });
    remaining.erase(remaining.begin() + (row - m_rows.begin()));
    setExamples(remaining);
    Q_EMIT changed();
}

void ExampleList::retranslate() {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        m_rows[i].input->setAccessibleName(tr("Input of example %1").arg(number));
        m_rows[i].output->setAccessibleName(tr("Output of example %1").arg(number));
        m_rows[i].input->setPlaceholderText(tr("input"));
        m_rows[i].output->setPlaceholderText(tr("output"));
        m_rows[i].remove->setDescription(tr("Removes example %1.").arg(number));
    }
}

} // namespace vitrine::widgets
