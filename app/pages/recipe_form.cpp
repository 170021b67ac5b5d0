#include "app/pages/recipe_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QToolButton>

#include <set>

#include "app/pages/setting_field.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int controlWidth = 128;
constexpr int nameWidth = 112; // of RecipePanel's rows, too

template <typename Member>
bool holds(const RecipeField& field) {
    return std::holds_alternative<Member>(field.member);
}

} // namespace

RecipeForm::RecipeForm(QWidget* parent)
    : QWidget(parent), m_grid(widgets::makeParented<QGridLayout>(this)),
      m_more(widgets::makeParented<QToolButton>(this)) {
    m_grid->setContentsMargins({});
    m_grid->setColumnStretch(2, 1);
    m_more->setObjectName(QStringLiteral("moreSettings"));
    m_more->setCheckable(true);
    auto group = FieldGroup::Usual;
    for (const auto& field : recipeFields()) {
        if (field.group != group) {
            beginGroup(field.group);
            group = field.group;
        }
        addRow(field);
    }
    connect(m_more, &QToolButton::toggled, this, [this] {
        showRows();
        Q_EMIT folded();
    });
    applyTheme();
    retranslate();
    setJob({});
}

/// Below the usual settings stands the button that shows the others.
void RecipeForm::beginGroup(FieldGroup group) {
    if (m_groups.empty()) {
        m_grid->addWidget(m_more, m_grid->rowCount(), 0, 1, 3, Qt::AlignLeft);
    }
    auto* title = new QLabel(this);
    widgets::setTextRole(title, widgets::TextRole::Heading);
    m_groups.push_back({group, title});
    m_grid->addWidget(title, m_grid->rowCount(), 0, 1, 3);
}

void RecipeForm::addRow(const RecipeField& field) {
    auto* name = new QLabel(this);
    auto* explanation = new QLabel(this);
    explanation->setWordWrap(true);
    widgets::setTextRole(explanation, widgets::TextRole::Caption);
    auto* control = makeControl(field);
    m_rows.push_back({&field, name, control, explanation});
    name->setBuddy(control);
    const int line = m_grid->rowCount();
    m_grid->addWidget(name, line, 0);
    m_grid->addWidget(control, line, 1);
    m_grid->addWidget(explanation, line, 2);
}

/// A text, of which the matrices of LoRA have suggestions.
QWidget* RecipeForm::makeTextControl(const RecipeField& field) {
    if (holds<std::vector<std::string> LoraOptions::*>(field)) {
        auto* list = new QComboBox(this);
        list->setEditable(true);
        list->setInsertPolicy(QComboBox::NoInsert);
        connect(list, &QComboBox::currentTextChanged, this,
            [this, &field](const QString& text) { take(field, text); });
        m_targets = list;
        return list;
    }
    auto* line = new QLineEdit(this);
    connect(line, &QLineEdit::textEdited, this,
        [this, &field](const QString& text) { take(field, text); });
    return line;
}

void RecipeForm::setTargets(const QStringList& suggestions) {
    const QSignalBlocker quiet(m_targets);
    const auto text = m_targets->currentText();
    m_targets->clear();
    m_targets->addItems(suggestions);
    m_targets->setEditText(text);
}

QWidget* RecipeForm::makeControl(const RecipeField& field) {
    QWidget* control = nullptr;
    if (isText(field)) {
        control = makeTextControl(field);
    } else if (holds<bool TrainingOptions::*>(field)) {
        auto* box = new QCheckBox(this);
        connect(
            box, &QCheckBox::toggled, this, [this, &field](bool on) { take(field, on ? 1 : 0); });
        control = box;
    } else if (const auto choices = fieldChoices(field); !choices.isEmpty()) {
        auto* list = new QComboBox(this);
        list->addItems(choices);
        connect(list, &QComboBox::currentIndexChanged, this,
            [this, &field](int index) { take(field, index); });
        control = list;
    } else {
        auto* number = new SettingField(this);
        number->setDecimals(field.decimals);
        number->setRange(field.least, field.most);
        number->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        number->setGroupSeparatorShown(true);
        number->setKeyboardTracking(false);
        connect(number, &QDoubleSpinBox::valueChanged, this,
            [this, &field](double value) { take(field, value); });
        control = number;
    }
    control->setObjectName(QString::fromLatin1(field.key));
    return control;
}

void RecipeForm::setJob(const TrainingJob& job) {
    m_job = job;
    showValues();
    showRows();
}

void RecipeForm::take(const RecipeField& field, const QVariant& value) {
    if (!m_showing) {
        setFieldValue(field, value, m_job);
        showRows();
        Q_EMIT changed();
    }
}

void RecipeForm::showValues() {
    const QScopedValueRollback showing(m_showing, true);
    for (const auto& row : m_rows) {
        const auto value = fieldValue(*row.field, m_job);
        if (row.control == m_targets) {
            m_targets->setEditText(value.toString());
        } else if (auto* line = qobject_cast<QLineEdit*>(row.control)) {
            line->setText(value.toString());
        } else if (auto* box = qobject_cast<QCheckBox*>(row.control)) {
            box->setChecked(value.toDouble() != 0);
        } else if (auto* list = qobject_cast<QComboBox*>(row.control)) {
            list->setCurrentIndex(value.toInt());
        } else {
            qobject_cast<QDoubleSpinBox*>(row.control)->setValue(value.toDouble());
        }
    }
}

bool RecipeForm::isUnfolded() const {
    return m_more->isChecked();
}

void RecipeForm::setUnfolded(bool unfolded) {
    m_more->setChecked(unfolded);
}

void RecipeForm::showRows() {
    std::set<FieldGroup> shown;
    for (const auto& row : m_rows) {
        const bool there = (row.field->group == FieldGroup::Usual || m_more->isChecked())
            && (!row.field->applies || row.field->applies(m_job));
        if (there) {
            shown.insert(row.field->group);
        }
        for (QWidget* widget :
            std::initializer_list<QWidget*>{row.name, row.control, row.explanation}) {
            widget->setVisible(there);
        }
    }
    for (const auto& [group, title] : m_groups) {
        title->setVisible(shown.contains(group));
    }
    m_more->setText(m_more->isChecked() ? tr("▾ Fewer settings") : tr("▸ More settings"));
}

void RecipeForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void RecipeForm::retranslate() {
    const QScopedValueRollback showing(m_showing, true);
    for (const auto& row : m_rows) {
        const auto explanation = fieldExplanation(*row.field);
        row.name->setText(fieldName(*row.field));
        row.explanation->setText(explanation);
        row.control->setToolTip(explanation);
        row.control->setAccessibleName(row.name->text());
        const auto choices = fieldChoices(*row.field);
        for (int i = 0; i < choices.size(); ++i) {
            qobject_cast<QComboBox*>(row.control)->setItemText(i, choices[i]);
        }
    }
    for (const auto& [group, title] : m_groups) {
        title->setText(groupName(group));
    }
    m_targets->lineEdit()->setPlaceholderText(tr("queries, values"));
    m_more->setToolTip(tr("Show the settings that most runs leave as they are"));
    m_more->setAccessibleName(tr("More settings"));
    showRows();
}

void RecipeForm::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_grid->setHorizontalSpacing(theme.px(12));
    m_grid->setVerticalSpacing(theme.px(6));
    m_grid->setColumnMinimumWidth(0, theme.px(nameWidth));
    for (const auto& row : m_rows) {
        row.control->setFixedWidth(theme.px(controlWidth));
    }
}

} // namespace vitrine::app
