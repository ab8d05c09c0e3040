<?php
declare(strict_types=1);

error_reporting(E_ALL);
set_error_handler(function (int $level, string $text, string $file, int $line) {
    throw new ErrorException($text, 0, $level, $file, $line);
});
require '/usr/share/php/GuzzleHttp/autoload.php';
spl_autoload_register(function (string $class) {
    $path = __DIR__ . '/generated/lib/' . strtr(substr($class, strlen('OpenAPI\\Client\\')), '\\', '/') . '.php';
    if (str_starts_with($class, 'OpenAPI\\Client\\') && is_file($path)) require $path;
});
require 'lists.php';

function banned(object $m): array
{
    return ['Member_Account' => $m->getMemberAccount(), 'BannedUntil' => $m->getBannedUntil()];
}

function member(object $m): array
{
    $custom = fn (object $field) => ['Key' => $field->getKey(), 'Value' => $field->getValue()];
    return ['Member_Account' => $m->getMemberAccount(), 'Role' => $m->getRole(), 'JoinTime' => $m->getJoinTime(),
        'JoinPermissionGroupTime' => $m->getJoinPermissionGroupTime(), 'MsgSeq' => $m->getMsgSeq(),
        'MsgFlag' => $m->getMsgFlag(), 'LastSendMsgTime' => $m->getLastSendMsgTime(), 'MuteUntil' => $m->getMuteUntil(),
        'NameCard' => $m->getNameCard(), 'AppMemberDefinedData' => array_map($custom, $m->getAppMemberDefinedData() ?? [])];
}

while (($line = fgets(STDIN)) !== false) {
    $r = json_decode($line, true);
    if (isset($r['random'])) Lists::$newRandom = fn () => $r['random'];
    $sig = sign($r['sdk_app_id'], $r['identifier'], $r['secret_key'], time());
    $lists = new Lists($r['base_url'], $r['sdk_app_id'], $r['identifier'], $sig);
    [$items, $error] = [[], null];
    try {
        if ($r['list'] === 'banned') {
            foreach ($lists->bannedMembers($r['group']) as $m) $items[] = banned($m);
        } else {
            foreach ($lists->groupMembers($r['group'], $r['permission_group'], $r['fields'], $r['custom']) as $m) $items[] = member($m);
        }
    } catch (Refused $e) {
        $error = ['code' => $e->getCode(), 'text' => (string) $e];
    } catch (Throwable $e) {
        $error = ['code' => null, 'text' => (string) $e];
    }
    echo json_encode(['items' => $items, 'error' => $error, 'user_sig' => $sig], JSON_UNESCAPED_UNICODE), "\n";
}
