/*
 * The .nn language.
 *
 * Layout is settled before parsing: Layout turns the newlines and semicolons that end a statement
 * into exactly one END token each, and drops all others. What the grammar leaves open (a chained
 * comparison, a condition in a subscript) is refused with a better message when the tree becomes
 * an Ast.
 */
grammar Nn;

options { superClass = DepthLimitedParser; }

file : line* EOF ;

line : statement END ;

statement
    : DIM dimension (',' dimension)*                           # dimStatement
    | INPUT input (',' input)*                                 # inputStatement
    | INDEX index (',' index)*                                 # indexStatement
    | PARAM param (',' param)*                                 # paramStatement
    | DEF NAME '(' (parameter (',' parameter)*)? ')'
          ('=' expression | '{' (definition END)* result END '}')  # functionStatement
    | IMPORT STRING                                            # importStatement
    | OUTPUT NAME (',' NAME)*                                  # outputStatement
    | MINIMIZE NAME                                            # minimizeStatement
    | definition                                               # definitionStatement
    ;

dimension  : NAME ('=' expression)? ;
input      : NAME sizes? ('=' expression)? ;
index      : NAME sizes? IN expression ;
param      : NAME sizes? ('~' initializer)? ;
sizes      : '[' expression (',' expression)* ']' ;
initializer: NAME ('(' (expression (',' expression)*)? ')')? ;
parameter  : NAME ('=' expression)? ;
result     : RETURN expression (',' expression)* ;

definition
    : NAME (',' NAME)* '=' expression
    | NAME '[' indexVariable (',' indexVariable)* ']' '=' expression
    ;

indexVariable : NAME (IN expression)? ;

expression
    : expression '[' item (',' item)* (IF expression)? ']' ('(' expression ')')?  # bracket
    | expression '\''                                          # transpose
    | <assoc=right> expression op=('^' | '**') expression      # binary
    | op='-' expression                                        # prefix
    | expression op='@' expression                             # binary
    | expression op=('*' | '/' | '//' | '%') expression        # binary
    | expression op=('+' | '-') expression                     # binary
    | expression op=('<' | '<=' | '>' | '>=' | '==' | '!=') expression  # binary
    | op=NOT expression                                        # prefix
    | expression op=AND expression                             # binary
    | expression op=OR expression                              # binary
    | NAME '(' (argument (',' argument)*)? ')'                 # call
    | NAME                                                     # name
    | NUMBER                                                   # number
    | '(' expression ')'                                       # parentheses
    | '[' (expression (',' expression)*)? ']'                  # array
    ;

argument : (NAME '=')? expression ;

item
    : expression (IN expression | ':' expression?)?
    | ':' expression?
    ;

DIM      : 'dim' ;
INPUT    : 'input' ;
INDEX    : 'index' ;
PARAM    : 'param' ;
DEF      : 'def' ;
RETURN   : 'return' ;
IMPORT   : 'import' ;
OUTPUT   : 'output' ;
MINIMIZE : 'minimize' ;
IN       : 'in' ;
IF       : 'if' ;
NOT      : 'not' ;
AND      : 'and' ;
OR       : 'or' ;

NAME    : [\p{L}_] [\p{L}\p{M}\p{Nd}_]* ;
NUMBER  : (DIGITS ('.' [0-9]*)? | '.' DIGITS) ([eE] [+-]? DIGITS)? ;
STRING  : '"' ~["\r\n]* '"' ;

/** A newline or semicolon; Layout keeps those that end a statement. */
END     : '\r' '\n'? | '\n' | ';' ;
COMMENT : '#' ~[\r\n]* -> skip ;
SPACE   : [ \t\f\u00A0\uFEFF]+ -> skip ;

/** Anything else, so that the parser, not the lexer, meets it. */
UNKNOWN : . ;

fragment DIGITS : [0-9]+ ;
